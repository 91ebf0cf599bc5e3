/**
 * Environment variables that make glibc return memory to the system, instead of keeping that of a large
 * picture for the next ones: two arenas for all threads, and every allocation above 1 MB mapped by itself.
 * They are read when a process starts.
 * https://www.gnu.org/software/libc/manual/html_node/Memory-Allocation-Tunables.html
 */
export const memoryAllocation = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '1048576' };
