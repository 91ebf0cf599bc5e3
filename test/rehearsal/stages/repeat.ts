import assert from 'node:assert/strict';
import { appendFile, cp, readdir, rm, symlink } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { computeSha256 } from '../../../models/store/files.ts';
import { root } from '../../support/fixtures.ts';
import { synthesise } from '../aws/synthesise.ts';
import { type Deployed, listZips } from '../bytes/deployed.ts';
import type { Stage, StageContext } from '../stage.ts';
import { createWorkFolder } from '../work-folder.ts';

const excluded = new Set(['.build', '.git', 'cdk.out', 'node_modules']);

export const repeat: Stage = {
  name: 'repeat',
  title: 'a clean build gives the same bytes, and comments change no layer',
  run: async (context) => {
    const { report, subject } = context;
    const first = await subject.synthesised();
    await report.check(
      'a second, clean build gives the same zip files, byte for byte',
      async () => {
        await rm(join(root, '.build', 'deploy'), { recursive: true, force: true });
        const output = await subject.folder('cdk.out.again');
        const second = await synthesise({ ...(await getSynthesisOptions(context)), output });
        assert.deepEqual(await hashZips(second), await hashZips(first));
      },
    );
    const project = await copyProject();
    await report.check('a comment in every source file changes neither layer', async () => {
      const files = await addComments(project);
      const third = await synthesise({
        ...(await getSynthesisOptions(context)),
        output: join(project, 'cdk.out'),
        project,
      });
      assert.deepEqual((await hashZips(third)).slice(1), (await hashZips(first)).slice(1));
      assert.deepEqual(third.function.Layers, first.function.Layers);
      return `${files} files changed`;
    });
    await rm(project, { recursive: true, force: true });
  },
};

/** Copies the checkout without its build output, and links to its packages. */
async function copyProject(): Promise<string> {
  const project = join(await createWorkFolder(), 'copy');
  await rm(project, { recursive: true, force: true });
  for (const name of await readdir(root)) {
    if (!excluded.has(name)) await cp(join(root, name), join(project, name), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(project, 'node_modules'));
  return project;
}

async function getSynthesisOptions({
  subject,
  preparation,
}: StageContext): Promise<{ model: string; home: string }> {
  return { model: subject.model, home: await preparation.home() };
}

/** Hashes the function's zip file, then those of the layers. */
function hashZips({ zips }: Deployed): Promise<string[]> {
  return Promise.all(listZips(zips).map((path) => computeSha256(path)));
}

/** Adds a comment to every source file. @returns The number of files. */
async function addComments(project: string): Promise<number> {
  let files = 0;
  for (const folder of ['client', 'functions', 'infra', 'models']) {
    const source = join(project, folder);
    for (const path of await readdir(source, { recursive: true })) {
      if (!path.endsWith('.ts') || path.split(sep).includes('node_modules')) continue;
      await appendFile(join(source, path), '\n// This changes nothing.\n');
      files += 1;
    }
  }
  return files;
}
