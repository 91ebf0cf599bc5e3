import { describeJpegKind } from '../jpeg-kind.ts';
import { hasAlpha, type Picture } from './read-picture.ts';
import { compression, extraSample, inkSet, photometric, sampleFormat } from './tags.ts';

/** Compressions that libtiff, as it comes with sharp, does not have. */
const unsupportedCompressions: Readonly<Record<number, string>> = {
  [compression.oldJpeg]: 'old-style JPEG',
  9: 'JBIG',
  10: 'JBIG',
  32767: 'Sony raw',
  32769: 'Epson raw',
  32770: 'Samsung raw',
  // libtiff aligns words by their addresses in memory, so that it depends on chance.
  32771: 'word-aligned CCITT',
  32867: 'Kodak raw',
  32895: 'IT8',
  32896: 'IT8',
  32897: 'IT8',
  32898: 'IT8',
  32908: 'PixarFilm',
  32909: 'PixarLog',
  32947: 'DCS',
  33003: 'JPEG 2000',
  33004: 'JPEG 2000',
  33005: 'JPEG 2000',
  33007: 'JPEG 2000',
  34661: 'JBIG',
  34676: 'SGILog',
  34677: 'SGILog',
  34712: 'JPEG 2000',
  34713: 'Nikon raw',
  34887: 'LERC',
  34892: 'lossy DNG',
  34925: 'LZMA',
  34926: 'Zstandard',
  34933: 'PNG',
  34934: 'JPEG XR',
  50000: 'Zstandard',
  50002: 'JPEG XL',
  52546: 'JPEG XL',
  65000: 'Kodak raw',
  65535: 'Pentax raw',
};

const unsupportedColours: Readonly<Record<number, string>> = {
  [photometric.mask]: 'a transparency mask',
  [photometric.ituLab]: 'ITU L*a*b*',
  [photometric.cfa]: 'raw sensor data',
  [photometric.logL]: 'LogL or LogLuv pixels',
  [photometric.logLuv]: 'LogL or LogLuv pixels',
  [photometric.linearRaw]: 'raw sensor data',
};

/**
 * Names what keeps a picture from being decoded to the right colours, such as `TIFF with LZMA
 * compression`; an empty string if nothing does.
 */
export function describeUnsupported(picture: Picture): string {
  // Damage: libvips refuses it.
  if (picture.samples < 1 || picture.bits.includes(0)) return '';
  // Readers guess differently whether such greys are inverted.
  if (picture.photometric === undefined) return 'TIFF without PhotometricInterpretation';
  const obstacle =
    describeCompression(picture) ||
    describeColours(picture) ||
    describeNumbers(picture) ||
    describeBits(picture) ||
    describeLayout(picture);
  return obstacle && `TIFF with ${obstacle}`;
}

function describeCompression({ compression: scheme, start }: Picture): string {
  const name = unsupportedCompressions[scheme];
  if (name) return `${name} compression`;
  const isSupported = (Object.values(compression) as number[]).includes(scheme);
  if (!isSupported) return `unknown compression (${scheme})`;
  return scheme === compression.jpeg ? describeJpegKind(start) : '';
}

function describeColours(picture: Picture): string {
  const { photometric: interpretation = -1, colours, samples } = picture;
  const name = unsupportedColours[interpretation];
  if (name) return name;
  if (colours === undefined) return `unknown colours (${interpretation})`;
  const isSeparated = interpretation === photometric.separated;
  if (isSeparated && (picture.inkSet !== inkSet.cmyk || samples < colours)) {
    return 'inks other than CMYK';
  }
  if (samples < colours) return `${samples} of ${colours} colour channels`;
  const isPlain = picture.compression !== compression.jpeg;
  const isSubsampled = picture.subsampling.some((factor) => factor !== 1);
  if (interpretation === photometric.yCbCr && isPlain && isSubsampled) {
    return 'subsampled YCbCr that is not JPEG';
  }
  return '';
}

function describeNumbers({ sampleFormats, photometric: interpretation = -1 }: Picture): string {
  const [format] = sampleFormats;
  if (sampleFormats.some((other) => other !== format)) return 'different kinds of numbers';
  switch (format) {
    case sampleFormat.signed:
      return 'signed integers';
    case sampleFormat.complexInteger:
    case sampleFormat.complex:
      return 'complex numbers';
    case sampleFormat.float:
      return floatColours.includes(interpretation)
        ? ''
        : 'floating-point numbers that are not RGB or grey';
    default:
      return '';
  }
}

const floatColours: readonly number[] = [
  photometric.whiteIsZero,
  photometric.blackIsZero,
  photometric.rgb,
];

function describeBits(picture: Picture): string {
  const { bits: all, sampleFormats, photometric: interpretation, samples } = picture;
  const [bits = 1] = all;
  if (all.some((other) => other !== bits)) return 'different bits per channel';
  if (sampleFormats[0] === sampleFormat.float) {
    // libvips takes 16 bits for integers if they are grey.
    const isHalf = bits === 16 && interpretation === photometric.rgb;
    return bits === 32 || isHalf ? '' : `floating-point numbers of ${bits} bits`;
  }
  const isPalette = interpretation === photometric.palette;
  const isGrey = picture.colours === 1 && samples === 1;
  const possible = isPalette || isGrey ? [1, 2, 4, 8, 16] : [8, 16];
  if (!possible.includes(bits)) return `${bits} ${bits === 1 ? 'bit' : 'bits'} per channel`;
  const isPlainYCbCr =
    interpretation === photometric.yCbCr && picture.compression !== compression.jpeg;
  return isPlainYCbCr && bits !== 8 ? `YCbCr of ${bits} bits` : '';
}

function describeLayout(picture: Picture): string {
  const { isPlanar, isTiled, sampleFormats, samples, colours = 0, extraSamples } = picture;
  const { photometric: interpretation = -1 } = picture;
  if (isPlanar && isTiled) return 'tiles in separate planes';
  const isTransparent = samples > colours && hasAlpha(picture);
  if (isTransparent && sampleFormats[0] === sampleFormat.float) {
    return 'floating-point numbers and transparency';
  }
  const isPremultiplied = isTransparent && extraSamples[0] === extraSample.associatedAlpha;
  return isPremultiplied && differenceColours.includes(interpretation)
    ? 'premultiplied L*a*b* or YCbCr'
    : '';
}

/** Colours whose channels have zero in the middle, so that libvips divides them wrongly by alpha. */
const differenceColours: readonly number[] = [
  photometric.yCbCr,
  photometric.cieLab,
  photometric.iccLab,
];
