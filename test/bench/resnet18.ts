import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededResnet18 } from '../models/convert/seeded-checkpoint.ts';
import { safetensorsFile } from '../support/safetensors-file.ts';
import { root, work } from './folders.ts';
import { run } from './run.ts';

/** `GLIMPSE_HOME` of the bench. */
export const home = join(work, 'home');

/** The name of its model. */
export const modelName = 'resnet18-seeded';

/** The model's folder. */
export const modelFolder = join(home, 'models', modelName);

/**
 * Adds a ResNet-18 of full size in int8 by the command that adds any other. Its weights are seeded:
 * the official ones would have to be downloaded, and speed does not depend on them.
 */
export async function addResnet18(): Promise<void> {
  if (existsSync(join(modelFolder, 'manifest.json'))) return;
  await mkdir(work, { recursive: true });
  const checkpoint = join(work, 'resnet18-seeded.safetensors');
  await writeFile(checkpoint, safetensorsFile(seededResnet18()));
  const pictures = join(root, 'models/samples');
  const command = ['models', 'add', checkpoint, '--name', modelName, '--calibration', pictures];
  await run(process.execPath, [join(root, 'client/cli/glimpse.mjs'), ...command], {
    env: { ...process.env, GLIMPSE_HOME: home },
  });
}
