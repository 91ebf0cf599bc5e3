import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import {
  createIsolationCommand,
  findProgram,
  requireLinux,
  requirePrograms,
} from '../requirements.ts';
import { createTraceCommand, readSocketCalls, type SocketCalls } from '../sockets.ts';
import { createWorkFolder, resolveFile } from '../work-folder.ts';

/** Folder of the C libraries for arm64. */
export const libraries = '/usr/aarch64-linux-gnu/lib';
const emulator = 'qemu-aarch64-static';

export interface Machine {
  /** Path of a Node for arm64. */
  readonly node: string;
  /** Folders with the content of `/var/task` and `/opt`. */
  readonly task: string;
  readonly opt: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** A line that `loop.mjs` writes. */
export interface RuntimeMessage {
  readonly init?: { readonly ms: number; readonly arch: string; readonly version: string };
  readonly answer?: APIGatewayProxyStructuredResultV2;
  /** Time of the answer on the emulator. */
  readonly ms?: number;
}

export interface MachineRun {
  readonly code: number | null;
  readonly messages: readonly RuntimeMessage[];
  /** The function's log. */
  readonly log: string;
  readonly stderr: string;
  readonly sockets: SocketCalls;
  /** Names of the files that were left in `/tmp`. */
  readonly leftBehind: readonly string[];
}

/** @throws NotRun if this machine cannot emulate arm64. */
export function requireArm64(): void {
  requireEmulation([emulator, 'strace']);
  createIsolationCommand();
}

/** @throws NotRun if these programs, or the C libraries for arm64, are missing. */
export function requireEmulation(programs: readonly string[]): void {
  requireLinux('x64');
  const files = ['ld-linux-aarch64.so.1', 'libstdc++.so.6', 'libgcc_s.so.1'];
  requirePrograms([...programs, ...files.map((name) => `${libraries}/${name}`)]);
}

/**
 * Runs a script in place of the function's runtime on an emulated arm64 machine without a network.
 *
 * @param script Name of a file in this folder, such as `loop.mjs`.
 */
export async function runOnArm64(
  script: string,
  machine: Machine,
  events: readonly object[] = [],
): Promise<MachineRun> {
  const folder = await prepareFolder();
  const inFolder = (name: string): string => join(folder, name);
  await copyFile(resolveFile(`arm64/${script}`), join(inFolder('runtime'), script));
  await writeFile(join(inFolder('runtime'), 'events.json'), JSON.stringify(events));
  const outputs = await Promise.all(
    ['log', 'stderr', 'messages'].map((name) => open(inFolder(name), 'w')),
  );
  const enter = [
    ...createTraceCommand(inFolder('trace')),
    ...createIsolationCommand(),
    'sh',
    resolveFile('arm64/enter.sh'),
  ];
  const [program = '', ...args] = [...enter, script];
  const child = spawn(program, args, {
    env: {
      ...machine.environment,
      PATH: process.env.PATH,
      ...createMountVariables(machine, inFolder),
    },
    stdio: ['ignore', ...outputs.map(({ fd }) => fd)],
  });
  const [code] = await once(child, 'exit');
  await Promise.all(outputs.map((output) => output.close()));
  const messages = (await readFile(inFolder('messages'), 'utf8')).split('\n').filter(Boolean);
  return {
    code,
    messages: messages.map((line) => JSON.parse(line)),
    log: await readFile(inFolder('log'), 'utf8'),
    stderr: await readFile(inFolder('stderr'), 'utf8'),
    sockets: await readSocketCalls(inFolder('trace'), '/usr/bin/emulator'),
    leftBehind: await readdir(inFolder('tmp')),
  };
}

async function prepareFolder(): Promise<string> {
  const folder = await createWorkFolder('arm64');
  await rm(folder, { recursive: true, force: true });
  for (const name of ['root', 'runtime', 'tmp'])
    await mkdir(join(folder, name), { recursive: true });
  return folder;
}

function createMountVariables(
  { node, task, opt, environment }: Machine,
  inFolder: (name: string) => string,
): Record<string, string | undefined> {
  return {
    REHEARSAL_ROOT: inFolder('root'),
    REHEARSAL_EMULATOR: findProgram(emulator),
    REHEARSAL_NODE: node,
    REHEARSAL_LIBRARIES: libraries,
    REHEARSAL_RUNTIME: inFolder('runtime'),
    REHEARSAL_TASK: task,
    REHEARSAL_OPT: opt,
    REHEARSAL_TMP: inFolder('tmp'),
    REHEARSAL_PATH: environment.PATH,
    REHEARSAL_CPUINFO: resolveFile('arm64/cpuinfo.txt'),
  };
}
