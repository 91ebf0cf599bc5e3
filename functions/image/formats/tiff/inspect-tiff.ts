import { describeUnsupported } from './describe-unsupported.ts';
import { type Directory, readDirectory } from './read-directory.ts';
import { readPicture } from './read-picture.ts';
import { chooseSamples, type Encoding, type Samples } from './samples.ts';
import { photometric, tags } from './tags.ts';
import { type Changes, writeDirectory } from './write-directory.ts';

export type TiffPicture =
  | {
      /** Such as `TIFF with LZMA compression`. */
      readonly unsupported: string;
    }
  | {
      /** Input for libvips: the first picture, without what does not affect how it looks. */
      readonly data: Buffer;
      /** What remains to do after libvips; undefined if it decodes the picture itself. */
      readonly samples: Samples | undefined;
    };

/**
 * Inspects the first picture of a TIFF: libvips decodes some kinds to wrong colours, and calls others
 * damaged. A damaged directory is not described, and the data stays as it is: libvips refuses it.
 */
export function inspectTiff(data: Buffer): TiffPicture {
  const directory = readDirectory(data);
  if (!directory || !isWhole(directory)) return { data, samples: undefined };
  const picture = readPicture(data, directory);
  const unsupported = describeUnsupported(picture);
  if (unsupported) return { unsupported };
  const samples = chooseSamples(data, directory, picture);
  const changes = chooseChanges(samples?.encoding);
  return { data: writeDirectory(data, directory, changes), samples };
}

/** Whether a directory has the entries without which there is no picture. */
function isWhole({ entries }: Directory): boolean {
  return (
    entries.has(tags.width) &&
    entries.has(tags.height) &&
    (entries.has(tags.stripOffsets) || entries.has(tags.tileOffsets))
  );
}

/** Chooses the changes with which libvips leaves the samples as they are. */
function chooseChanges(encoding: Encoding | undefined): Changes {
  switch (encoding?.kind) {
    case 'ycbcr':
      return new Map([[tags.photometric, photometric.rgb]]);
    case 'lab':
      return new Map([
        [tags.photometric, photometric.rgb],
        [tags.profile, undefined],
      ]);
    case 'float':
      // A profile of RGB applies to what the numbers become.
      return encoding.space === 'scrgb' ? new Map() : new Map([[tags.profile, undefined]]);
    default:
      return new Map();
  }
}
