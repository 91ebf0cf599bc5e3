/**
 * Limits that keep memory within three times the file's size, even for a hostile file. ResNet-152
 * with its Adam state has 2,333 tensors: 300 kB of pickle in 90,000 steps, 1.4 GB in all.
 */

/** Maximum length of a file in bytes. */
export const maxFileBytes = 2 ** 31 - 1;

/**
 * Maximum length in bytes of a part that is parsed, not just copied: pickle, header, zip directory.
 */
export const maxHeadBytes = 4 * 2 ** 20;

/**
 * Maximum number of opcodes in a pickle or signs in a JSON header: each can create a small object.
 */
export const maxSteps = 250_000;

/** Maximum size of copied tensors (widened, strided), as a multiple of the file's size. */
export const maxCopies = 2;
