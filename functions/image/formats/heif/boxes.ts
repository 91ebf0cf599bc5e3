/**
 * Reads the boxes of ISO base media files (ISO/IEC 14496-12), of which HEIF and AVIF are made. Reads
 * nothing beyond the data, and no more boxes than a picture has.
 */

/** A box, or a property of an item. */
export interface Box {
  /** Four characters, `latin1`. */
  readonly type: string;
  /** What follows the header. */
  readonly body: Buffer;
}

/** Boxes on one level. A picture of 48 megapixels in tiles of 512 pixels has about 400 items. */
const maxBoxes = 10_000;

/** Returns the boxes of a level; a box that is cut off has the part of its body that there is. */
export function readBoxes(data: Buffer): Box[] {
  const boxes: Box[] = [];
  for (let at = 0; at + 8 <= data.length && boxes.length < maxBoxes; ) {
    const { size, headerBytes } = readHeader(data, at);
    if (size < headerBytes) break;
    const body = data.subarray(at + headerBytes, at + size);
    boxes.push({ type: data.toString('latin1', at + 4, at + 8), body });
    at += size;
  }
  return boxes;
}

/** Returns the body of the first box of a type, or undefined. */
export function findBox(boxes: readonly Box[], type: string): Buffer | undefined {
  return boxes.find((box) => box.type === type)?.body;
}

function readHeader(data: Buffer, at: number): { size: number; headerBytes: number } {
  const size = data.readUInt32BE(at);
  if (size === 0) return { size: data.length - at, headerBytes: 8 };
  if (size !== 1) return { size, headerBytes: 8 };
  return at + 16 > data.length
    ? { size: 0, headerBytes: 16 }
    : { size: Number(data.readBigUInt64BE(at + 8)), headerBytes: 16 };
}

/** A `FullBox`: version, flags and the rest of the body. */
export interface FullBox {
  readonly version: number;
  readonly flags: number;
  readonly rest: Buffer;
}

/** Splits the body of a `FullBox`; undefined if it is too short. */
export function readFullBox(body: Buffer | undefined): FullBox | undefined {
  if (!body || body.length < 4) return undefined;
  return { version: body.readUInt8(0), flags: body.readUIntBE(1, 3), rest: body.subarray(4) };
}

/** Reads big-endian numbers in order. Beyond the end it returns zeros, and `isPastEnd` is true. */
export class Cursor {
  readonly #data: Buffer;
  #at = 0;

  constructor(data: Buffer) {
    this.#data = data;
  }

  get isPastEnd(): boolean {
    return this.#at > this.#data.length;
  }

  /** @param bytes 0 to 6. */
  number(bytes: number): number {
    const at = this.#at;
    this.#at += bytes;
    return bytes === 0 || this.isPastEnd ? 0 : this.#data.readUIntBE(at, bytes);
  }

  text(bytes: number): string {
    const at = this.#at;
    this.#at += bytes;
    return this.#data.toString('latin1', at, this.#at);
  }
}
