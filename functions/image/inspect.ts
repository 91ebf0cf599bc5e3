import type { Metadata } from 'sharp';
import { getColourSpace, isSrgbProfile } from './colour-profile.ts';
import { keepPictureChunks } from './formats/png-chunks.ts';
import {
  type ForeignFormat,
  isPictureFormat,
  type PictureFormat,
  pictureFormats,
  sniff,
} from './formats/sniff.ts';
import { ImageError } from './image-error.ts';
import { openHeader } from './open-picture.ts';
import { type PixelLimits, refuseCostly } from './refuse-costly.ts';

/** A picture that may be decoded. */
export interface Inspected {
  readonly format: PictureFormat;
  /** Size in pixels after EXIF orientation. */
  readonly width: number;
  readonly height: number;
  /** Size as received, in bytes. */
  readonly bytes: number;
  /** Input for the decoder: the same picture without parts that only cost memory. */
  readonly data: Buffer;
  /** Converts the decoded pixels to sRGB; `none` if they are sRGB, `applied` if the decoder converts. */
  readonly profile: Buffer | 'none' | 'applied';
}

/**
 * Inspects a picture without decoding it, and refuses data that is not a picture or costs too much.
 *
 * @throws ImageError `EMPTY_IMAGE`, `UNSUPPORTED_FORMAT`, `CORRUPT_IMAGE` or `DIMENSIONS_REFUSED`.
 */
export async function inspect(bytes: Buffer, limits: PixelLimits): Promise<Inspected> {
  if (bytes.length === 0) {
    throw new ImageError('EMPTY_IMAGE', {}, { message: 'The picture is empty; send its bytes.' });
  }
  const format = recognizeFormat(bytes);
  const data = format === 'png' ? keepPictureChunks(bytes) : bytes;
  const metadata = await readMetadata(data, format);
  refuseCostly({ format, data, metadata }, limits);
  return {
    format,
    ...metadata.autoOrient,
    bytes: bytes.length,
    data,
    profile: chooseProfile(metadata),
  };
}

function recognizeFormat(bytes: Buffer): PictureFormat {
  const format = sniff(bytes);
  if (isPictureFormat(format)) return format;
  const supported = [...pictureFormats];
  throw new ImageError(
    'UNSUPPORTED_FORMAT',
    { format, supported },
    { message: `This is ${describeFormat(format)}; send one of: ${supported.join(', ')}.` },
  );
}

function describeFormat(format: ForeignFormat): string {
  return format === 'unknown' ? 'not a known picture format' : `${format} data`;
}

async function readMetadata(data: Buffer, format: PictureFormat): Promise<Metadata> {
  try {
    return await openHeader(data).metadata();
  } catch (cause) {
    throw corrupt(format, cause);
  }
}

/**
 * Decides when to apply a colour profile. One for RGB is applied to the few pixels that are left after
 * resizing. One for another colour space is applied by libvips to all pixels, to make them RGB.
 */
function chooseProfile({ icc, space }: Metadata): Inspected['profile'] {
  if (!icc) return space === 'cmyk' ? 'applied' : 'none';
  if (space === 'cmyk' || getColourSpace(icc) !== 'RGB ') return 'applied';
  return isSrgbProfile(icc) ? 'none' : icc;
}

/** Creates the error for a picture whose header or pixels cannot be read. */
export function corrupt(format: PictureFormat, cause: unknown): ImageError<'CORRUPT_IMAGE'> {
  const message = `The ${format} picture is damaged or cut off; save or send it again.`;
  return new ImageError('CORRUPT_IMAGE', { format }, { message, cause });
}
