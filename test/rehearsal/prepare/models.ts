import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededResnet18 } from '../../models/convert/seeded-checkpoint.ts';
import { root } from '../../support/fixtures.ts';
import { toSafetensors } from '../../support/safetensors.ts';
import { getCachedFolder } from '../cached-folder.ts';
import { print } from '../print.ts';
import { run } from '../run.ts';

/** The rehearsed models: the embedded one, and a full-size ResNet-18 with seeded weights. */
export const modelNames = ['efficientnet-lite0', 'resnet18-seeded'] as const;

export type ModelName = (typeof modelNames)[number];

const sources = ['models', 'client/cli/models'];

/**
 * Adds the seeded ResNet-18 as a user adds a checkpoint: calibrated, quantised and compared.
 *
 * @returns A `GLIMPSE_HOME` that contains only this model.
 */
export async function prepareHome(): Promise<string> {
  const checkpoint = toSafetensors(seededResnet18());
  const inputs = [checkpoint, ...(await readFiles(sources))];
  return await getCachedFolder({
    name: 'home',
    inputs,
    make: (home) => addSeeded(home, checkpoint),
  });
}

async function addSeeded(home: string, checkpoint: Buffer): Promise<void> {
  print('Adding the seeded ResNet-18 (1 minute)');
  const file = join(home, 'seeded.safetensors');
  await writeFile(file, checkpoint);
  const name: ModelName = 'resnet18-seeded';
  const add = ['models', 'add', file, '--name', name, '--precision', 'int8'];
  const calibration = ['--calibration', join(root, 'models/samples')];
  const env = { ...process.env, GLIMPSE_HOME: home };
  const command = [process.execPath, join(root, 'client/cli/glimpse.mjs')];
  await run([...command, ...add, ...calibration], { env });
  const manifest = await readFile(join(home, 'models', name, 'manifest.json'), 'utf8');
  const { precision, agreement } = JSON.parse(manifest);
  if (precision !== 'int8') throw new Error(`${name} is ${precision} instead of int8`);
  print(
    `  ${name}: int8 names the best class of float32 for ${agreement.top1 * 100} % of the views`,
  );
}

/** Reads names and contents of the files in some folders of the checkout. */
async function readFiles(folders: readonly string[]): Promise<(string | Buffer)[]> {
  const files: (string | Buffer)[] = [];
  for (const folder of folders) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile())
      .map((it) => join(it.parentPath, it.name));
    for (const path of paths.sort()) files.push(path.slice(root.length), await readFile(path));
  }
  return files;
}
