import { chooseDecoder, type Decoder } from './choose-decoder.ts';
import type { ColourConversion } from './colour-profile.ts';
import { describeForeign } from './formats/describe-foreign.ts';
import { isPictureFormat, type PictureFormat, sniff } from './formats/sniff.ts';
import type { Samples } from './formats/tiff/samples.ts';
import { ImageError } from './image-error.ts';
import { type Limits, listFormats } from './limits.ts';
import { readHeader } from './read-header.ts';
import { refuseCostly } from './refuse-costly.ts';

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
  readonly profile: ColourConversion;
  /** Whether the decoder leaves greys between 16 and 235. */
  readonly isLimitedGrey: boolean;
  /** What remains to do with the samples of a TIFF. */
  readonly samples: Samples | undefined;
  /** Where to decode it; costly pictures are not decoded here. */
  readonly decoder: Decoder;
}

/**
 * Inspects a picture without decoding it, and refuses data that is not a picture or costs too much.
 *
 * @throws ImageError `EMPTY_IMAGE`, `UNSUPPORTED_FORMAT`, `CORRUPT_IMAGE` or `DIMENSIONS_REFUSED`.
 */
export async function inspect(
  bytes: Buffer,
  limits: Pick<Limits, 'pixels' | 'aspectRatio'>,
): Promise<Inspected> {
  if (bytes.length === 0) {
    throw new ImageError('EMPTY_IMAGE', {}, { message: 'The picture is empty; send its bytes.' });
  }
  const supported = listFormats(limits);
  const sniffed = sniff(bytes);
  if (!isPictureFormat(sniffed)) throw unsupported(sniffed, supported);
  const header = await readHeader(bytes, sniffed);
  if ('unsupported' in header) throw unsupported(header.unsupported, supported);
  if ('damage' in header) throw corrupt(header.format, header.damage);
  if (!supported.includes(header.format)) throw unsupported(header.format.toUpperCase(), supported);
  refuseCostly(header, limits);
  const { format, upright, data, profile, isLimitedGrey = false, samples } = header;
  const decoder = chooseDecoder(header);
  return {
    format,
    ...upright,
    bytes: bytes.length,
    data,
    profile,
    isLimitedGrey,
    samples,
    decoder,
  };
}

function unsupported(format: string, supported: PictureFormat[]): ImageError<'UNSUPPORTED_FORMAT'> {
  const message = describeForeign(format, supported);
  return new ImageError('UNSUPPORTED_FORMAT', { format, supported }, { message });
}

/** Creates the error for a picture whose header or pixels cannot be read. */
export function corrupt(format: PictureFormat, cause: unknown): ImageError<'CORRUPT_IMAGE'> {
  const message = `The ${format} picture is damaged or cut off; save or send it again.`;
  return new ImageError('CORRUPT_IMAGE', { format }, { message, cause });
}
