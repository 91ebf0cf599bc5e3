import { decode } from '../../functions/image/decode.ts';
import { type Inspected, inspect } from '../../functions/image/inspect.ts';
import { localLimits } from '../../functions/image/limits.ts';

interface Square {
  readonly inspected: Inspected;
  /** 224 x 224 x 3 bytes. */
  readonly pixels: Buffer;
}

/** Inspects and decodes a picture to the input of an ImageNet network. */
export async function decodeSquare(bytes: Buffer): Promise<Square> {
  const inspected = await inspect(bytes, localLimits);
  const input = { size: 224, resize: 256, filter: 'bilinear' } as const;
  return { inspected, pixels: await decode(inspected, input) };
}

/** Returns the pixel of a picture of one colour. @throws Error if there is another colour. */
export async function readOnlyColour(bytes: Buffer): Promise<number[]> {
  const { pixels } = await decodeSquare(bytes);
  const first = pixels.subarray(0, 3);
  for (let at = 0; at < pixels.length; at += 3) {
    if (!pixels.subarray(at, at + 3).equals(first))
      throw new Error(`another colour at pixel ${at / 3}`);
  }
  return [...first];
}
