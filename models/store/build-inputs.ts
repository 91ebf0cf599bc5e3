import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readJson } from './files.ts';

export const buildInputsFile = 'origin.json';

const buildInputsSchema = z.strictObject({
  /** Path of the checkpoint on this machine. */
  checkpoint: z.string(),
  /** Path of the folder of calibration pictures. */
  calibration: z.string(),
});

/**
 * Inputs from which an int8 model was built on this machine, so that it can be compared with
 * float32 again. They are stored beside the manifest, not in it: local paths are private.
 */
export type BuildInputs = z.infer<typeof buildInputsSchema>;

/**
 * Returns the build inputs of a model that still exist at their paths.
 *
 * @throws ModelError if `origin.json` exists but cannot be read.
 */
export async function readBuildInputs(folder: string): Promise<Partial<BuildInputs>> {
  if (!existsSync(join(folder, buildInputsFile))) return {};
  const readSchema = async () => buildInputsSchema;
  const { checkpoint, calibration } = await readJson(folder, buildInputsFile, readSchema);
  return {
    ...(existsSync(checkpoint) && { checkpoint }),
    ...(existsSync(calibration) && { calibration }),
  };
}
