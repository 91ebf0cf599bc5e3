/**
 * Environment variables that make glibc return memory to the system at once, instead of keeping that of
 * a large picture for the next ones. They are read when a process starts.
 * https://www.gnu.org/software/libc/manual/html_node/Memory-Allocation-Tunables.html
 */
export const memoryAllocation = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072' };
