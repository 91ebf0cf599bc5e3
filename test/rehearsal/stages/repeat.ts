import assert from 'node:assert/strict';
import { appendFile, cp, readdir, rm, symlink } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { sha256OfFile } from '../../../models/store/files.ts';
import { synthesise } from '../aws/synthesise.ts';
import { type Deployed, zipPaths } from '../bytes/deployed.ts';
import type { Stage, Stand } from '../stage.ts';
import { root, workFolder } from '../workplace.ts';

const leftOut = new Set(['.build', '.git', 'cdk.out', 'node_modules']);

export const repeat: Stage = {
  name: 'repeat',
  title: 'built again from clean the bytes are the same, and comments change no layer',
  run: async (stand) => {
    const { proof, subject } = stand;
    const first = await subject.synthesised();
    await proof.that('built again from clean, all zips are the same, byte for byte', async () => {
      await rm(join(root, '.build', 'deploy'), { recursive: true, force: true });
      const output = await subject.folder('cdk.out.again');
      const second = await synthesise({ ...(await order(stand)), output });
      assert.deepEqual(await hashesOf(second), await hashesOf(first));
    });
    const project = await copyProject();
    await proof.that('a comment in every source file leaves both layers as they are', async () => {
      const files = await addComments(project);
      const third = await synthesise({
        ...(await order(stand)),
        output: join(project, 'cdk.out'),
        project,
      });
      assert.deepEqual((await hashesOf(third)).slice(1), (await hashesOf(first)).slice(1));
      assert.deepEqual(third.function.Layers, first.function.Layers);
      return `${files} files changed`;
    });
    await rm(project, { recursive: true, force: true });
  },
};

/** The checkout without what it builds; packages are those of the checkout. */
async function copyProject(): Promise<string> {
  const project = join(await workFolder(), 'copy');
  await rm(project, { recursive: true, force: true });
  for (const name of await readdir(root)) {
    if (!leftOut.has(name)) await cp(join(root, name), join(project, name), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(project, 'node_modules'));
  return project;
}

async function order({ subject, preparation }: Stand): Promise<{ model: string; home: string }> {
  return { model: subject.model, home: await preparation.home() };
}

/** Of the function's zip, then of those of the layers. */
function hashesOf({ zips }: Deployed): Promise<string[]> {
  return Promise.all(zipPaths(zips).map((path) => sha256OfFile(path)));
}

/** @returns How many files have one more. */
async function addComments(project: string): Promise<number> {
  let files = 0;
  for (const folder of ['client', 'functions', 'infra', 'models']) {
    const at = join(project, folder);
    for (const path of await readdir(at, { recursive: true })) {
      if (!path.endsWith('.ts') || path.split(sep).includes('node_modules')) continue;
      await appendFile(join(at, path), '\n// This changes nothing.\n');
      files += 1;
    }
  }
  return files;
}
