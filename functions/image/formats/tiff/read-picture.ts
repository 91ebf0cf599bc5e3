import { type Directory, readNumbers } from './read-directory.ts';
import { compression, extraSample, photometric, planarConfiguration, tags } from './tags.ts';

/** What the first directory says about the samples of the picture. */
export interface Picture {
  readonly compression: number;
  readonly photometric: number | undefined;
  readonly samples: number;
  /** Bits of each sample. */
  readonly bits: readonly number[];
  /** Kind of number of each sample. */
  readonly sampleFormats: readonly number[];
  /** Colour channels, which come first; undefined for an unknown photometric interpretation. */
  readonly colours: number | undefined;
  /** Meanings of the channels behind the colours, as far as the file says them. */
  readonly extraSamples: readonly number[];
  readonly isPlanar: boolean;
  readonly isTiled: boolean;
  readonly inkSet: number;
  readonly subsampling: readonly number[];
  /** The first bytes of the first strip or tile. */
  readonly start: Buffer;
}

/** Pillow opens pictures with up to six channels, and real ones have few more. */
const maxSamples = 100;
/** Enough to find the frame header of a JPEG. */
const startBytes = 4_096;

/** Reads what a directory says about its picture, with the defaults of TIFF 6.0. */
export function readPicture(data: Buffer, directory: Directory): Picture {
  const read = (tag: number, max = 1): number[] => readNumbers(data, directory, { tag, max });
  const first = (tag: number, byDefault: number): number => read(tag)[0] ?? byDefault;
  const samples = first(tags.samplesPerPixel, 1);
  const [interpretation] = read(tags.photometric);
  const isTiled = directory.entries.has(tags.tileOffsets);
  const at = first(isTiled ? tags.tileOffsets : tags.stripOffsets, data.length);
  const count = Math.min(samples, maxSamples);
  return {
    compression: first(tags.compression, compression.none),
    photometric: interpretation,
    samples,
    bits: withDefault(read(tags.bitsPerSample, count), 1),
    sampleFormats: withDefault(read(tags.sampleFormat, count), 1),
    colours: interpretation === undefined ? undefined : colourCounts[interpretation],
    extraSamples: read(tags.extraSamples, count),
    isPlanar: samples > 1 && first(tags.planarConfiguration, 1) === planarConfiguration.separate,
    isTiled,
    inkSet: first(tags.inkSet, 1),
    subsampling: withDefault(read(tags.yCbCrSubSampling, 2), 2),
    start: data.subarray(at, at + startBytes),
  };
}

const colourCounts: Readonly<Record<number, number>> = {
  [photometric.whiteIsZero]: 1,
  [photometric.blackIsZero]: 1,
  [photometric.rgb]: 3,
  [photometric.palette]: 1,
  [photometric.mask]: 1,
  [photometric.separated]: 4,
  [photometric.yCbCr]: 3,
  [photometric.cieLab]: 3,
  [photometric.iccLab]: 3,
  [photometric.ituLab]: 3,
};

function withDefault(values: number[], byDefault: number): number[] {
  return values.length > 0 ? values : [byDefault];
}

/** Whether the first channel behind the colours is transparency. A file that does not say it has one. */
export function hasAlpha({ extraSamples }: Picture): boolean {
  return extraSamples[0] !== extraSample.unspecified;
}
