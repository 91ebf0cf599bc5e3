/**
 * Bytes of memory that the process for costly pictures may take, 70 MB for itself included. AVIF of 10
 * megapixels with 10 bits needs 315 MB, a progressive JPEG of 24 megapixels 230 MB.
 */
export const maxMemoryBytes = 320_000_000;
