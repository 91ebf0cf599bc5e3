import type { Inspected } from '../inspect.ts';
import { openPixels } from './open-pixels.ts';
import { render, type Target } from './render.ts';

/**
 * Decodes a picture of any format but HEIC in this process.
 *
 * @throws Error if the pixels are damaged
 */
export async function decodeHere(picture: Inspected, target: Target): Promise<Buffer> {
  return await render(await openPixels(picture), picture, target);
}
