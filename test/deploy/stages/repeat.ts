import assert from 'node:assert/strict';
import { appendFile, cp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { synthesise } from '../aws/synthesise.ts';
import { type Deployed, zipPaths } from '../bytes/deployed.ts';
import type { Stage, Stand } from '../stage.ts';
import { root, workFolder } from '../workplace.ts';

const leftOut = new Set(['.build', '.git', 'cdk.out', 'node_modules']);

export const repeat: Stage = {
  name: 'repeat',
  title: 'built again from clean in another folder, the bytes are the same',
  run: async (stand) => {
    const { proof, subject } = stand;
    const first = await subject.synthesised();
    const project = await copyProject();
    await proof.that('the same sources give the same zips, byte for byte', async () => {
      const second = await synthesiseCopy(stand, project);
      assert.deepEqual(await bytesOf(second), await bytesOf(first));
    });
    await proof.that('a comment in every source file leaves both layers as they are', async () => {
      const files = await addComments(project);
      await rm(join(project, '.build'), { recursive: true });
      const third = await synthesiseCopy(stand, project);
      assert.deepEqual((await bytesOf(third)).slice(1), (await bytesOf(first)).slice(1));
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

async function synthesiseCopy({ subject, preparation }: Stand, project: string): Promise<Deployed> {
  const home = await preparation.home();
  const output = join(project, 'cdk.out');
  return await synthesise({ model: subject.model, home, output, project });
}

function bytesOf({ zips }: Deployed): Promise<Buffer[]> {
  return Promise.all(zipPaths(zips).map((path) => readFile(path)));
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
