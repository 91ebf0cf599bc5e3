import { type Memory, pageBytes, webAssembly } from '../web-assembly.ts';

/**
 * Bytes of WebAssembly memory for one picture. The largest ones that phones write, 24 megapixels with
 * 10 bits, need 272 MB.
 */
export const maxMemoryBytes = 320_000_000;

/** Tells whether a picture needed more memory than it may have. */
export interface MemoryLimit {
  isExceeded(): boolean;
}

/**
 * Limits the memory that WebAssembly may take in this thread. Node's own limits of a thread count
 * JavaScript's memory only. An allocation beyond the limit fails, and the decoder reports an error.
 */
export function limitMemory(): MemoryLimit {
  const { prototype } = webAssembly.Memory;
  const { grow } = prototype;
  let isExceeded = false;
  prototype.grow = function growWithinLimit(this: Memory, pages: number): number {
    if (this.buffer.byteLength + pages * pageBytes > maxMemoryBytes) {
      isExceeded = true;
      throw new RangeError('The picture needs too much memory.');
    }
    isExceeded = false;
    return grow.call(this, pages);
  };
  return { isExceeded: () => isExceeded };
}
