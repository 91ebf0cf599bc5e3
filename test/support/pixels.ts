import sharp, { type Sharp } from 'sharp';

/** Pixels row by row, with 1 to 4 channels of one byte each. */
export interface Pixels {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
}

/** Creates pixels of one colour. */
export function flat(colour: readonly number[], width = 30, height = 20): Pixels {
  const data = Buffer.from(Array.from({ length: width * height }, () => colour).flat());
  return { data, width, height, channels: colour.length as Pixels['channels'] };
}

/** Creates a picture that every rotation or reflection changes: red grows to the right, green downwards. */
export function gradient(width: number, height: number): Pixels {
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      data.set(
        [(x * 255) / width, (y * 255) / height, x < width / 3 ? 200 : 60],
        (y * width + x) * 3,
      );
    }
  }
  return { data, width, height, channels: 3 };
}

/** Creates a sharp instance of these pixels. */
export function draw({ data, width, height, channels }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels } });
}

/** Returns mean and maximum difference of two byte arrays of equal length. */
export function difference(one: Uint8Array, other: Uint8Array): { mean: number; max: number } {
  if (one.length !== other.length)
    throw new Error(`lengths differ: ${one.length} and ${other.length} bytes`);
  let sum = 0;
  let max = 0;
  for (let index = 0; index < one.length; index += 1) {
    const apart = Math.abs(one[index]! - other[index]!);
    sum += apart;
    max = Math.max(max, apart);
  }
  return { mean: sum / one.length, max };
}
