import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { needPrograms, ownNamespaces, pathOf, requireLinux } from '../needs.ts';
import { readSocketCalls, type SocketCalls, tracing } from '../sockets.ts';
import { ownFile, workFolder } from '../workplace.ts';

const libraries = '/usr/aarch64-linux-gnu/lib';
const emulator = 'qemu-aarch64-static';

export interface Machine {
  /** A Node for arm64. */
  readonly node: string;
  /** What lies under `/var/task` and `/opt`. */
  readonly task: string;
  readonly opt: string;
  readonly environment: Readonly<Record<string, string>>;
}

export interface Told {
  readonly init?: { readonly ms: number; readonly arch: string; readonly version: string };
  readonly answer?: APIGatewayProxyStructuredResultV2;
  /** How long the answer took, emulated. */
  readonly ms?: number;
}

export interface Outcome {
  readonly code: number | null;
  readonly told: readonly Told[];
  /** The function's log. */
  readonly log: string;
  readonly stderr: string;
  readonly sockets: SocketCalls;
  /** Names of what was left in `/tmp`. */
  readonly leftBehind: readonly string[];
}

/** @throws NotRun where this machine cannot emulate another. */
export function requireArm64(): void {
  requireLinux('x64');
  const files = ['ld-linux-aarch64.so.1', 'libstdc++.so.6', 'libgcc_s.so.1'];
  needPrograms([emulator, 'strace', ...files.map((name) => `${libraries}/${name}`)]);
  ownNamespaces();
}

/**
 * Runs a script as the function's runtime on an emulated arm64 machine without a network.
 *
 * @param script In this folder, such as `loop.mjs`.
 */
export async function runOnArm64(
  script: string,
  machine: Machine,
  events: readonly object[] = [],
): Promise<Outcome> {
  const folder = await emptyFolder();
  const at = (name: string): string => join(folder, name);
  await copyFile(ownFile(`arm64/${script}`), join(at('runtime'), script));
  await writeFile(join(at('runtime'), 'events.json'), JSON.stringify(events));
  const outputs = await Promise.all(['log', 'stderr', 'told'].map((name) => open(at(name), 'w')));
  const enter = [...tracing(at('trace')), ...ownNamespaces(), 'sh', ownFile('arm64/enter.sh')];
  const [program = '', ...args] = [...enter, script];
  const child = spawn(program, args, {
    env: { ...machine.environment, PATH: process.env.PATH, ...mounts(machine, at) },
    stdio: ['ignore', ...outputs.map(({ fd }) => fd)],
  });
  const [code] = await once(child, 'exit');
  await Promise.all(outputs.map((output) => output.close()));
  const told = (await readFile(at('told'), 'utf8')).split('\n').filter(Boolean);
  return {
    code,
    told: told.map((line) => JSON.parse(line)),
    log: await readFile(at('log'), 'utf8'),
    stderr: await readFile(at('stderr'), 'utf8'),
    sockets: await readSocketCalls(at('trace'), '/usr/bin/emulator'),
    leftBehind: await readdir(at('tmp')),
  };
}

async function emptyFolder(): Promise<string> {
  const folder = await workFolder('arm64');
  await rm(folder, { recursive: true, force: true });
  for (const name of ['root', 'runtime', 'tmp'])
    await mkdir(join(folder, name), { recursive: true });
  return folder;
}

function mounts(
  { node, task, opt, environment }: Machine,
  at: (name: string) => string,
): Record<string, string | undefined> {
  return {
    REHEARSAL_ROOT: at('root'),
    REHEARSAL_EMULATOR: pathOf(emulator),
    REHEARSAL_NODE: node,
    REHEARSAL_LIBRARIES: libraries,
    REHEARSAL_RUNTIME: at('runtime'),
    REHEARSAL_TASK: task,
    REHEARSAL_OPT: opt,
    REHEARSAL_TMP: at('tmp'),
    REHEARSAL_PATH: environment.PATH,
    REHEARSAL_CPUINFO: ownFile('arm64/cpuinfo.txt'),
  };
}
