import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundle } from '../../client/typescript/scripts/bundle.ts';
import { root } from './fixtures.ts';
import { temporaryFolder } from './temporary-folder.ts';

const run = promisify(execFile);

export interface PackedClient {
  /** Folder with the content of the package. */
  readonly folder: string;
  readonly tarball: string;
}

/** Packs the client in a temporary folder, without changes in the working tree. */
export async function packClient(): Promise<PackedClient> {
  const folder = temporaryFolder();
  for (const name of ['package.json', 'README.md', 'LICENSE']) {
    await cp(join(root, 'client/typescript', name), join(folder, name));
  }
  await bundle(join(folder, 'dist'));
  await run('npm', ['pack', '--ignore-scripts', '--offline'], { cwd: folder });
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (!tarball) throw new Error('npm pack made no tarball');
  return { folder, tarball: join(folder, tarball) };
}

/** Creates an empty project and installs the tarball in it, without a network. */
export async function installClient({ tarball }: PackedClient): Promise<string> {
  const project = temporaryFolder();
  await mkdir(join(project, 'src'));
  await writeFile(join(project, 'package.json'), '{ "type": "module", "private": true }');
  const quiet = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  await run('npm', ['install', tarball, ...quiet], { cwd: project });
  return project;
}
