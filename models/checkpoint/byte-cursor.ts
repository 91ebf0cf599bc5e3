import { CheckpointError } from './checkpoint-error.ts';

/**
 * Reads little-endian numbers in sequence; throws a `CheckpointError` instead of reading past the
 * end.
 */
export class ByteCursor {
  position = 0;
  readonly #bytes: Buffer;
  readonly #name: string;

  /** @param name What the bytes are, for messages: `the pickle`. */
  constructor(bytes: Uint8Array, name: string) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#name = name;
  }

  get remaining(): number {
    return this.#bytes.length - this.position;
  }

  /** Skips `count` bytes and returns their position. */
  skip(count: number): number {
    if (count > this.remaining) throw new CheckpointError(`${this.#name} is truncated`);
    const start = this.position;
    this.position += count;
    return start;
  }

  uint8(): number {
    return this.#bytes.readUInt8(this.skip(1));
  }

  uint16(): number {
    return this.#bytes.readUInt16LE(this.skip(2));
  }

  uint32(): number {
    return this.#bytes.readUInt32LE(this.skip(4));
  }

  int32(): number {
    return this.#bytes.readInt32LE(this.skip(4));
  }

  /** Lengths and positions never reach 2^53: larger values are refused here, once. */
  uint64(): number {
    const value = Number(this.#bytes.readBigUInt64LE(this.skip(8)));
    if (!Number.isSafeInteger(value)) {
      throw new CheckpointError(`${this.#name} has an impossible size`);
    }
    return value;
  }

  /** In pickles, floats are the only big-endian values. */
  bigEndianFloat64(): number {
    return this.#bytes.readDoubleBE(this.skip(8));
  }

  bytes(count: number): Buffer {
    const start = this.skip(count);
    return this.#bytes.subarray(start, start + count);
  }

  utf8(count: number): string {
    return this.bytes(count).toString('utf8');
  }

  /** Reads text up to the next line feed and skips the line feed. */
  line(): string {
    const end = this.#bytes.indexOf(0x0a, this.position);
    if (end < 0) throw new CheckpointError(`${this.#name} is truncated`);
    const text = this.utf8(end - this.position);
    this.skip(1);
    return text;
  }
}
