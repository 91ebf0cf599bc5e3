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
 * What an int8 model was made of on this machine, so that it can be compared with float32 again. It
 * lies beside the manifest and not in it: paths are nobody else's business.
 */
export type BuildInputs = z.infer<typeof buildInputsSchema>;

/**
 * What of a model's origin is still where it was.
 *
 * @throws ModelError where there is an origin that cannot be read.
 */
export async function readBuildInputs(folder: string): Promise<Partial<BuildInputs>> {
  const path = join(folder, buildInputsFile);
  if (!existsSync(path)) return {};
  const { checkpoint, calibration } = await readJson(path, buildInputsSchema);
  return {
    ...(existsSync(checkpoint) && { checkpoint }),
    ...(existsSync(calibration) && { calibration }),
  };
}
