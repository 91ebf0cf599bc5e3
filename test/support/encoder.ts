import type { Sharp } from 'sharp';
import { type PictureFormat, pictureFormats } from '../../functions/image/formats/sniff.ts';

/** Formats that sharp writes. HEIC and BMP are in test/fixtures/pictures. */
export type EncodableFormat = Exclude<PictureFormat, 'heic' | 'bmp'>;
export const encodableFormats = pictureFormats.filter((format) => isEncodable(format));

/** Lossless settings; for JPEG, the nearest to lossless. */
const encoders: Record<EncodableFormat, (picture: Sharp) => Sharp> = {
  jpeg: (picture) => picture.jpeg({ quality: 100, chromaSubsampling: '4:4:4' }),
  png: (picture) => picture.png(),
  webp: (picture) => picture.webp({ lossless: true }),
  gif: (picture) => picture.gif({ dither: 0 }),
  tiff: (picture) => picture.tiff({ compression: 'lzw' }),
  avif: (picture) => picture.avif({ lossless: true, effort: 0 }),
};

/** Encodes a picture as faithfully as the format allows. */
export function encode(picture: Sharp, format: EncodableFormat): Promise<Buffer> {
  return encoders[format](picture).toBuffer();
}

function isEncodable(format: PictureFormat): format is EncodableFormat {
  return format !== 'heic' && format !== 'bmp';
}
