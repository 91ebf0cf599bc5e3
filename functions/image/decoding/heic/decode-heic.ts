import type { Inspected } from '../../inspect.ts';
import type { Target } from '../render.ts';
import { HeicThread } from './heic-thread.ts';

/** 24 megapixels take 2 to 3 s. */
const maxMs = 6_000;
const idleMs = 5_000;

const thread = new HeicThread({ maxMs, idleMs });

/**
 * Decodes a HEIC picture, after those that came before it.
 *
 * @throws ImageError `CORRUPT_IMAGE` or `PICTURE_TOO_COSTLY`
 */
export async function decodeHeic(picture: Inspected, target: Target): Promise<Buffer> {
  const { data, isLimitedGrey, format, width, height, profile } = picture;
  const renderable = { format, width, height, profile };
  return await thread.decode({ data, isLimitedGrey, picture: renderable, target });
}
