/**
 * What must hold for any input: SECURITY.md, and the tables in functions/README.md. Times are milliseconds.
 */
export const bounds = {
  /** Refused by looking at the request or the picture's header. */
  refused: 1_000,
  /** Decoded, and then answered or refused. */
  decoded: 3_000,
  /** The same for HEIC. */
  heic: 6_000,
  /** A picture behind a URL: 8 s in all, and one to answer. */
  url: 9_000,
  /** The good request after a bad one. */
  good: 1_000,
  /** A bound is exceeded by more than its time if the machine is busy, but not by this factor. */
  busyFactor: 5,
  /** Without an answer for so long, the server counts as stuck. */
  stuck: 40_000,
  /** Memory of the process tree, in megabytes of 2^20 bytes. */
  memory: 512,
  /** By which a URL may make it grow. */
  urlMemory: 64,
  /** Growth of the memory at rest between the second and the last quarter of a part, in the same unit. */
  growth: 128,
  /** Bytes of an answer to a refused request: functions/README.md, Limits. */
  refusalBytes: 16_384,
  /** Waits of `/health` while a body of up to 6 MB, or up to 32 MB, is handled. */
  stall: { small: 50, large: 100 },
  /** Factor on waits, because processors differ and share caches. */
  stallFactor: 3,
  /** Time for sockets, descriptors and threads to be given back: keep-alive ends after 5 s, the thread for HEIC too. */
  release: 20_000,
  /** Threads that libvips and Node may have started for good since the part began. */
  moreThreads: 8,
} as const;
