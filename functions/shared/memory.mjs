import { setFlagsFromString } from 'node:v8';

/**
 * Environment variables that make glibc return memory to the system, instead of keeping that of a large
 * picture for the next ones: two arenas for all threads, and every allocation above 1 MB mapped by itself.
 * They are read when a process starts.
 * https://www.gnu.org/software/libc/manual/html_node/Memory-Allocation-Tunables.html
 */
export const memoryAllocation = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '1048576' };

/**
 * Keeps the part of the heap for new objects at its present size, at first 1 MB, instead of letting it grow
 * to 32 or 128 MB. Pictures are not in it, but their memory is freed when it is cleared, which then happens
 * more often. V8 reads the flag whenever it would grow. `--max-semi-space-size`, which sets the maximum
 * when Node starts, has the same effect, but Node 20 then compiles its own modules anew, which takes a
 * tenth of a start.
 * https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */
export function keepYoungGenerationSmall() {
  setFlagsFromString('--semi-space-growth-factor=1');
}
