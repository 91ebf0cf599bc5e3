import { CheckpointError } from './checkpoint-error.ts';

/** Reads little-endian numbers one after the other and ends in a `CheckpointError`, never past the end. */
export class ByteCursor {
  position = 0;
  readonly #bytes: Buffer;
  readonly #what: string;

  /** `what` names the bytes in messages, such as `the pickle`. */
  constructor(bytes: Uint8Array, what: string) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#what = what;
  }

  get remaining(): number {
    return this.#bytes.length - this.position;
  }

  /** Moves on by `count` bytes and returns where they start. */
  skip(count: number): number {
    if (count > this.remaining) throw new CheckpointError(`${this.#what} is cut short`);
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

  /** No length or position reaches 2^53: what does is refused here, once. */
  uint64(): number {
    const value = Number(this.#bytes.readBigUInt64LE(this.skip(8)));
    if (!Number.isSafeInteger(value)) {
      throw new CheckpointError(`${this.#what} claims an impossible size`);
    }
    return value;
  }

  /** Pickles keep floats, and nothing else, in big-endian order. */
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

  /** Text up to the next line feed, which is passed over. */
  line(): string {
    const end = this.#bytes.indexOf(0x0a, this.position);
    if (end < 0) throw new CheckpointError(`${this.#what} is cut short`);
    const text = this.utf8(end - this.position);
    this.skip(1);
    return text;
  }
}
