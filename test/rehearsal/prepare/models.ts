import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededResnet18 } from '../../models/convert/seeded-checkpoint.ts';
import { keptFolder } from '../kept-folder.ts';
import { run } from '../run.ts';
import { say } from '../say.ts';
import { root } from '../workplace.ts';
import { toSafetensors } from './safetensors.ts';

/** The models that are rehearsed: the embedded one, and a ResNet-18 of full size with seeded weights. */
export const modelNames = ['efficientnet-lite0', 'resnet18-seeded'] as const;

export type ModelName = (typeof modelNames)[number];

const sources = ['models', 'client/cli/models'];

/**
 * Adds the seeded ResNet-18 as a user adds a checkpoint: calibrated, quantised and compared.
 *
 * @returns A `GLIMPSE_HOME` that holds it and nothing else.
 */
export async function prepareHome(): Promise<string> {
  const checkpoint = toSafetensors(seededResnet18());
  const inputs = [checkpoint, ...(await contents(sources))];
  return await keptFolder({ name: 'home', inputs, make: (home) => addSeeded(home, checkpoint) });
}

async function addSeeded(home: string, checkpoint: Buffer): Promise<void> {
  say('Adding the seeded ResNet-18: a minute');
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
  if (precision !== 'int8') throw new Error(`${name} became ${precision}, and not int8`);
  say(`  ${name}: int8 names the best class of float32 for ${agreement.top1 * 100} % of the views`);
}

/** Names and contents of the files in some folders of the checkout. */
async function contents(folders: readonly string[]): Promise<(string | Buffer)[]> {
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
