import { decode } from '../../functions/image/decode.ts';
import { type Inspected, inspect } from '../../functions/image/inspect.ts';
import { localLimits } from '../../functions/image/limits.ts';

interface Square {
  readonly inspected: Inspected;
  /** 224 x 224 x 3 bytes. */
  readonly pixels: Buffer;
}

/** Takes a picture the way to what an ImageNet network sees. */
export async function squareOf(bytes: Buffer): Promise<Square> {
  const inspected = await inspect(bytes, localLimits);
  const input = { size: 224, resize: 256, filter: 'bilinear' } as const;
  return { inspected, pixels: await decode(inspected, input) };
}

/** The pixel of a picture that has but one colour. */
export async function onlyColourOf(bytes: Buffer): Promise<number[]> {
  const { pixels } = await squareOf(bytes);
  const first = pixels.subarray(0, 3);
  for (let at = 0; at < pixels.length; at += 3) {
    if (!pixels.subarray(at, at + 3).equals(first)) throw new Error(`another colour at ${at / 3}`);
  }
  return [...first];
}
