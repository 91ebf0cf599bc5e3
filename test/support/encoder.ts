import type { Sharp } from 'sharp';
import type { PictureFormat } from '../../functions/image/formats/sniff.ts';

/** Lossless settings; for JPEG, the nearest to lossless. */
const encoders: Record<PictureFormat, (picture: Sharp) => Sharp> = {
  jpeg: (picture) => picture.jpeg({ quality: 100, chromaSubsampling: '4:4:4' }),
  png: (picture) => picture.png(),
  webp: (picture) => picture.webp({ lossless: true }),
  gif: (picture) => picture.gif({ dither: 0 }),
  tiff: (picture) => picture.tiff({ compression: 'lzw' }),
  avif: (picture) => picture.avif({ lossless: true, effort: 0 }),
};

/** Encodes a picture as faithfully as the format allows. */
export function encode(picture: Sharp, format: PictureFormat): Promise<Buffer> {
  return encoders[format](picture).toBuffer();
}
