import type { Metadata } from 'sharp';
import { createProfile } from './cicp-profile.ts';
import {
  type ColourConversion,
  getColourSpace,
  isOddProfile,
  isSrgbProfile,
} from './colour-profile.ts';
import { readBmpHeader } from './formats/bmp/read-header.ts';
import { keepFirstImage } from './formats/gif-blocks.ts';
import { describeCodec } from './formats/heif/describe-codec.ts';
import { cutFirstFrame } from './formats/heif/first-frame.ts';
import { readHeif } from './formats/heif/read-heif.ts';
import { useAvifBrand } from './formats/heif/use-avif-brand.ts';
import { describeJpegKind } from './formats/jpeg-kind.ts';
import { countScans, maxScans } from './formats/jpeg-scans.ts';
import { keepPictureChunks, readCicp } from './formats/png-chunks.ts';
import type { PictureFormat } from './formats/sniff.ts';
import { inspectTiff } from './formats/tiff/inspect-tiff.ts';
import type { Samples } from './formats/tiff/samples.ts';
import { isLossless, keepFirstFrame } from './formats/webp-chunks.ts';
import type { Size } from './geometry.ts';
import { openHeader } from './open-picture.ts';

/** What a picture's header says, before anything is decoded. */
export interface Header {
  readonly format: PictureFormat;
  /** Input for the decoder. */
  readonly data: Buffer;
  /** Size in the file, before EXIF orientation. */
  readonly size: Size;
  readonly upright: Size;
  /** With alpha. */
  readonly channels: number;
  /** sharp's name of the colour space. */
  readonly space: string;
  /** Progressive or interlaced. */
  readonly isProgressive?: boolean;
  /** Whether a WebP is lossless, or its transparency. */
  readonly isLossless?: boolean;
  /** Of a JPEG, up to one more than are accepted. */
  readonly scans?: number;
  /** Bits per channel; default: 8. */
  readonly bits?: number;
  readonly profile: ColourConversion;
  /** Whether applying the profile may take long. */
  readonly hasOddProfile: boolean;
  readonly isLimitedGrey?: boolean;
  readonly samples?: Samples | undefined;
}

/** A picture of a kind that is not decoded, or one with a damaged header. */
export type Unreadable =
  | { readonly unsupported: string }
  | { readonly format: PictureFormat; readonly damage: unknown };

/** Reads the header of a picture in its format. */
export async function readHeader(
  bytes: Buffer,
  format: PictureFormat,
): Promise<Header | Unreadable> {
  switch (format) {
    case 'bmp':
      return readBmp(bytes);
    case 'heic':
    case 'avif':
      return await readHeifHeader(bytes, format);
    case 'jpeg':
      return await readJpeg(bytes);
    case 'png':
      return await readPng(bytes);
    case 'gif':
      return await readWithLibvips(keepFirstImage(bytes), format);
    case 'webp':
      return await readWebp(bytes);
    case 'tiff':
      return await readTiff(bytes);
  }
}

async function readJpeg(data: Buffer): Promise<Header | Unreadable> {
  const unsupported = describeJpegKind(data);
  if (unsupported) return { unsupported };
  const header = await readWithLibvips(data, 'jpeg');
  return 'data' in header ? { ...header, scans: countScans(data, maxScans) } : header;
}

async function readWebp(bytes: Buffer): Promise<Header | Unreadable> {
  const data = keepFirstFrame(bytes);
  const header = await readWithLibvips(data, 'webp');
  return 'data' in header ? { ...header, isLossless: isLossless(data) } : header;
}

function readBmp(data: Buffer): Header | Unreadable {
  const header = readBmpHeader(data);
  if (typeof header === 'string') return { unsupported: header };
  if (!header) return { format: 'bmp', damage: new Error('The header is damaged.') };
  const { width, height } = header;
  return createHeader({ format: 'bmp', data, size: { width, height }, profile: header.profile });
}

/** The codec decides whether a file is AVIF or HEIC: some have only the brand that both share. */
async function readHeifHeader(
  bytes: Buffer,
  sniffed: 'heic' | 'avif',
): Promise<Header | Unreadable> {
  const still = readHeif(bytes);
  const data = still ? bytes : cutFirstFrame(bytes);
  const picture = still ?? (data && readHeif(data));
  if (!picture || !data) return { format: sniffed, damage: new Error('There is no picture.') };
  const { codec, width, height, bits, isLimitedGrey, profile } = picture;
  if (codec === 'av01') {
    const header = await readWithLibvips(useAvifBrand(data), 'avif');
    return 'data' in header ? { ...header, bits, isLimitedGrey } : header;
  }
  if (codec !== 'hvc1') return { unsupported: describeCodec(codec) };
  const header = createHeader({ format: 'heic', data, size: { width, height }, profile });
  return { ...header, isLimitedGrey };
}

async function readPng(bytes: Buffer): Promise<Header | Unreadable> {
  if (bytes.toString('latin1', 12, 16) === 'CgBI') {
    return { unsupported: 'PNG in the form that Apple makes for apps (CgBI)' };
  }
  const header = await readWithLibvips(keepPictureChunks(bytes), 'png');
  const cicp = readCicp(bytes);
  const icc = cicp && createProfile(cicp);
  if (!icc || !('data' in header)) return header;
  return { ...header, ...describeProfile({ icc, space: header.space }) };
}

async function readTiff(bytes: Buffer): Promise<Header | Unreadable> {
  const picture = inspectTiff(bytes);
  if ('unsupported' in picture) return picture;
  const { data, samples } = picture;
  const header = await readWithLibvips(data, 'tiff');
  // libvips refuses tiles that are many times as large as the picture, which is whole.
  if ('damage' in header && /tile size out of range/.test(String(header.damage))) {
    return { unsupported: 'TIFF with tiles much larger than the picture' };
  }
  if (!samples || !('data' in header)) return header;
  return { ...header, channels: header.channels - samples.ignoredChannels, samples };
}

/** Bits per channel of sharp's names for numbers. */
const depths: Readonly<Record<string, number>> = { uchar: 8, ushort: 16, float: 32 };

async function readWithLibvips(data: Buffer, format: PictureFormat): Promise<Header | Unreadable> {
  let metadata: Metadata;
  try {
    metadata = await openHeader(data).metadata();
  } catch (damage) {
    return { format, damage };
  }
  const { width, height, autoOrient, channels, space, isProgressive } = metadata;
  return {
    format,
    data,
    size: { width, height },
    upright: autoOrient,
    channels,
    space,
    isProgressive,
    bits: depths[metadata.depth] ?? 8,
    ...describeProfile(metadata),
  };
}

interface Basics {
  readonly format: PictureFormat;
  readonly data: Buffer;
  readonly size: Size;
  readonly profile: Buffer | undefined;
}

/** Creates the header of an upright RGB picture that libvips does not read. */
function createHeader({ format, data, size, profile: icc }: Basics): Header {
  const space = 'srgb';
  const colours = { channels: 3, space, ...describeProfile({ icc, space }) };
  return { format, data, size, upright: size, ...colours };
}

interface Profiled {
  readonly icc?: Buffer | undefined;
  readonly space: string;
}

function describeProfile(picture: Profiled): Pick<Header, 'profile' | 'hasOddProfile'> {
  const { icc } = picture;
  return {
    profile: chooseProfile(picture),
    hasOddProfile: icc !== undefined && isOddProfile(icc),
  };
}

/**
 * Decides when to apply a colour profile. One for RGB is applied to the few pixels that are left after
 * resizing. One for another colour space is applied by libvips to all pixels, to make them RGB.
 */
function chooseProfile({ icc, space }: Profiled): ColourConversion {
  if (!icc) return space === 'cmyk' ? 'applied' : 'none';
  if (space === 'cmyk' || getColourSpace(icc) !== 'RGB ') return 'applied';
  return isSrgbProfile(icc) ? 'none' : icc;
}
