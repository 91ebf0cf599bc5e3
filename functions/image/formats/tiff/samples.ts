import { type Directory, readNumbers } from './read-directory.ts';
import { hasAlpha, type Picture } from './read-picture.ts';
import { compression, extraSample, photometric, sampleFormat, tags } from './tags.ts';

/** How to turn the samples that libvips decodes into the picture, if they are not it already. */
export interface Samples {
  readonly encoding: Encoding;
  /** Channels at the end that do not belong to the picture, such as saved selections. */
  readonly ignoredChannels: number;
}

export type Encoding =
  | { readonly kind: 'colours' }
  | {
      readonly kind: 'float';
      /** sharp's name of the colour space in which libvips keeps the numbers as they are. */
      readonly space: 'b-w' | 'scrgb';
      readonly isInverted: boolean;
    }
  | {
      readonly kind: 'lab';
      /** Whether a* and b* are signed; if not, 128 is zero. */
      readonly isSigned: boolean;
    }
  | YCbCrEncoding;

export interface YCbCrEncoding {
  readonly kind: 'ycbcr';
  /** Shares of red, green and blue in Y. */
  readonly weights: readonly number[];
  /** Codes of black and white in Y, then of zero and the largest value in Cb and Cr. */
  readonly levels: readonly number[];
}

/** Real pictures have a few; Pillow opens up to three besides red, green and blue. */
const maxChannels = 6;

/** Decides what remains to do after libvips; undefined if nothing does. */
export function chooseSamples(
  data: Buffer,
  directory: Directory,
  picture: Picture,
): Samples | undefined {
  const encoding = chooseEncoding(data, directory, picture);
  const ignoredChannels = countIgnored(picture);
  return encoding.kind === 'colours' && ignoredChannels === 0
    ? undefined
    : { encoding, ignoredChannels };
}

/**
 * Counts channels that are neither colours nor transparency. If there are too many, or transparency is
 * not the first one, none is ignored, and the picture is refused for their number.
 */
function countIgnored(picture: Picture): number {
  const { samples, colours = samples, extraSamples } = picture;
  const extra = samples - colours;
  const isOrdered = extraSamples.slice(1).every((meaning) => meaning === extraSample.unspecified);
  if (extra <= 0 || samples > maxChannels || !isOrdered) return 0;
  return hasAlpha(picture) ? extra - 1 : extra;
}

function chooseEncoding(data: Buffer, directory: Directory, picture: Picture): Encoding {
  const { photometric: interpretation, sampleFormats } = picture;
  if (sampleFormats[0] === sampleFormat.float) {
    const isRgb = interpretation === photometric.rgb;
    const isInverted = interpretation === photometric.whiteIsZero;
    return { kind: 'float', space: isRgb ? 'scrgb' : 'b-w', isInverted };
  }
  if (interpretation === photometric.cieLab) return { kind: 'lab', isSigned: true };
  if (interpretation === photometric.iccLab) return { kind: 'lab', isSigned: false };
  // libtiff converts YCbCr to RGB if it is compressed as JPEG.
  if (interpretation === photometric.yCbCr && picture.compression !== compression.jpeg) {
    return readYCbCrEncoding(data, directory);
  }
  return { kind: 'colours' };
}

/** Defaults: TIFF 6.0, section 21, and those of section 20 with zero in the middle for Cb and Cr. */
const defaultWeights = [0.299, 0.587, 0.114];
const defaultLevels = [0, 255, 128, 255, 128, 255];

function readYCbCrEncoding(data: Buffer, directory: Directory): YCbCrEncoding {
  const weights = readNumbers(data, directory, { tag: tags.yCbCrCoefficients, max: 3 });
  const levels = readNumbers(data, directory, { tag: tags.referenceBlackWhite, max: 6 });
  const isUsable = (values: number[]): boolean => values.every((value) => Number.isFinite(value));
  return {
    kind: 'ycbcr',
    weights: weights.length === 3 && isUsable(weights) ? weights : defaultWeights,
    levels: levels.length === 6 && isUsable(levels) ? levels : defaultLevels,
  };
}
