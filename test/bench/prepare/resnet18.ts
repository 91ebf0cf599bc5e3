import { existsSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededResnet18 } from '../../models/convert/seeded-checkpoint.ts';
import { picturePath, root } from '../../support/fixtures.ts';
import { toSafetensors } from '../../support/safetensors.ts';
import { home, workFolder } from '../folders.ts';
import { run } from './run.ts';

/** Name of the bench's model. */
export const modelName = 'resnet18-seeded';

/** Folder of the bench's model. */
export const modelFolder = join(home, 'models', modelName);

/**
 * Adds a full-size ResNet-18 in int8 with `glimpse models add`. Its weights are seeded, because the
 * official ones would need a download, and one picture calibrates it: speed depends on neither.
 */
export async function addResnet18(): Promise<void> {
  if (existsSync(join(modelFolder, 'manifest.json'))) return;
  const pictures = join(workFolder, 'calibration');
  await mkdir(pictures, { recursive: true });
  await cp(picturePath('coffee'), join(pictures, 'coffee.jpg'));
  const checkpoint = join(workFolder, 'resnet18-seeded.safetensors');
  await writeFile(checkpoint, toSafetensors(seededResnet18()));
  const command = ['models', 'add', checkpoint, '--name', modelName, '--calibration', pictures];
  await run(process.execPath, [join(root, 'client/cli/glimpse.mjs'), ...command], {
    env: { ...process.env, GLIMPSE_HOME: home },
  });
}
