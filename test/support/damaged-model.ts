import { cp, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { modelFolder } from './fixtures.ts';
import { copyModel } from './model-folder.ts';

export interface DamagedModel {
  readonly folder: string;
  /** Puts the whole file back. */
  repair(): Promise<void>;
}

/** A copy of the embedded model whose file is cut short; removed when the test ends. */
export async function damagedModel(): Promise<DamagedModel> {
  const folder = await copyModel();
  await truncate(join(folder, 'model.onnx'), 1000);
  return { folder, repair: () => cp(modelFolder, folder, { recursive: true }) };
}
