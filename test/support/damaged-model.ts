import { cp, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { modelFolder } from './fixtures.ts';
import { copyModel } from './model-folder.ts';

export interface DamagedModel {
  readonly folder: string;
  /** Restores the file. */
  repair(): Promise<void>;
}

/** Copies the embedded model and truncates its file; the copy is removed when the test ends. */
export async function createDamagedModel(): Promise<DamagedModel> {
  const folder = await copyModel();
  await truncate(join(folder, 'model.onnx'), 1000);
  return { folder, repair: () => cp(modelFolder, folder, { recursive: true }) };
}
