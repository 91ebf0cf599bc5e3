/**
 * What keeps reading within three times the file's size, whoever wrote the file. ResNet-152 together
 * with its Adam state has 2,333 tensors: 300 kB of pickle in 90,000 steps, 1.4 GB in all.
 */

/** Longest file in bytes. */
export const maxFileBytes = 2 ** 31 - 1;

/** Longest part in bytes that is parsed and not just copied: a pickle, a header, a zip directory. */
export const maxHeadBytes = 4 * 2 ** 20;

/** Most opcodes of one pickle, most signs of one JSON header: each can make one small object. */
export const maxSteps = 250_000;

/** Most bytes of tensors that had to be copied (widened, strided), as a multiple of the file. */
export const maxCopies = 2;
