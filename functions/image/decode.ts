import type { Sharp } from 'sharp';
import type { ModelInput } from '../../models/format/manifest.ts';
import { decodeHere } from './decoding/decode-here.ts';
import { decodeSeparately } from './decoding/decode-separately.ts';
import type { Target } from './decoding/render.ts';
import { openKernels } from './decoding/resampling/kernels.ts';
import { computeGeometry, type Size } from './geometry.ts';
import { corrupt, type Inspected } from './inspect.ts';
import { openPicture } from './open-picture.ts';
import { sharp } from './sharp.ts';

/**
 * Decodes a picture to the square that the network sees: upright, in sRGB, with transparency on white,
 * in TorchVision's geometry.
 *
 * @returns `size` x `size` x 3 bytes, RGB, row by row.
 * @throws ImageError `CORRUPT_IMAGE` or `PICTURE_TOO_COSTLY`; BusyError
 */
export async function decode(picture: Inspected, input: ModelInput): Promise<Buffer> {
  const { scaled, crop } = computeGeometry(picture, input);
  return await decodeTo(picture, { scaled, crop, filter: input.filter });
}

/**
 * Decodes a picture in the same way, without cropping it.
 *
 * @returns `width` x `height` x 3 bytes; the shorter side is `resize`.
 * @throws ImageError `CORRUPT_IMAGE` or `PICTURE_TOO_COSTLY`; BusyError
 */
export async function decodeWhole(
  picture: Inspected,
  { resize, filter }: Pick<ModelInput, 'resize' | 'filter'>,
): Promise<Size & { data: Buffer }> {
  const { scaled } = computeGeometry(picture, { resize, size: resize });
  const crop = { left: 0, top: 0, ...scaled };
  return { ...scaled, data: await decodeTo(picture, { scaled, crop, filter }) };
}

/**
 * Opens a picture upright, to show it or save it at about `size`, in the colours that {@link decode} gives.
 *
 * @throws ImageError as for {@link decode}; libvips reports other damage when pixels are read
 */
export async function openUpright(picture: Inspected, size: Size): Promise<Sharp> {
  if (isPlain(picture)) return openPicture(picture.data).autoOrient();
  const crop = { left: 0, top: 0, ...size };
  const data = await decodeTo(picture, { scaled: size, crop, filter: 'bilinear' });
  return sharp(data, { raw: { ...size, channels: 3 } });
}

/** Whether libvips gives the colours of a picture by itself. */
function isPlain({ format, profile, samples, isLimitedGrey }: Inspected): boolean {
  const isOther = format === 'heic' || format === 'bmp';
  return !isOther && typeof profile === 'string' && samples === undefined && !isLimitedGrey;
}

async function decodeTo(picture: Inspected, target: Target): Promise<Buffer> {
  // Fails where WebAssembly gets no memory, which is not damage of the picture.
  openKernels();
  const { decoder } = picture;
  if (decoder !== 'here') return await decodeSeparately(decoder, { picture, target });
  try {
    return await decodeHere(picture, target);
  } catch (cause) {
    throw corrupt(picture.format, cause);
  }
}
