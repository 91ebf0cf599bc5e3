import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { localLimits } from '../../../functions/image/limits.ts';
import { type Picture, readPicture } from '../../../functions/image/read-picture.ts';
import { publicUrlPolicy } from '../../../functions/image/url/policy.ts';
import { UsageError } from '../../terminal/errors.ts';
import { FileError } from '../errors.ts';
import type { Input } from '../pictures/inputs.ts';
import type { ClassifyAnswer } from '../pictures/result.ts';
import { createHeatMapNamer, heatMapEnding } from './file-names.ts';
import { drawOverlay } from './overlay.ts';

/** Writes pictures with their heat maps into a folder. */
export interface HeatMapWriter {
  /** Reads the picture's bytes, which both the network and the overlay need. @throws ImageError */
  read(picture: Picture): Promise<{ readonly bytes: Buffer }>;
  /** @returns Path of the overlay. @throws ImageError, or FileError if it cannot be written */
  write(input: string, bytes: Buffer, answer: ClassifyAnswer): Promise<string>;
}

/**
 * Creates the folder, and a writer of overlays for these inputs.
 *
 * @throws UsageError if the folder cannot be created
 */
export function createHeatMapWriter(folder: string, inputs: readonly Input[]): HeatMapWriter {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new UsageError(new FileError('FILE_UNWRITABLE', folder, error).message);
  }
  const getFileName = createHeatMapNamer(inputs.map(({ name }) => name));
  return {
    read: async (picture) => {
      const { bytes } = await readPicture(picture, { limits: localLimits, urls: publicUrlPolicy });
      return { bytes };
    },
    write: async (input, bytes, { image, explanation }) => {
      const path = join(folder, getFileName(input));
      if (!explanation) return path;
      const overlay = await drawOverlay(bytes, { image, explanation });
      await writeFile(path, overlay).catch((error: unknown) => {
        throw new FileError('FILE_UNWRITABLE', path, error);
      });
      return path;
    },
  };
}

/** Whether an input is an overlay in this folder: a run over the parent folder finds those too. */
export function isHeatMap(folder: string, { name }: Input): boolean {
  return name.endsWith(heatMapEnding) && resolve(name).startsWith(resolve(folder) + sep);
}
