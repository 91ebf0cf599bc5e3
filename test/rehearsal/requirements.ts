import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { NotRun } from './not-run.ts';

/** Debian package of each program or file that a stage needs. */
const packages: Readonly<Record<string, string>> = {
  cmake: 'cmake',
  'g++': 'g++',
  gcc: 'gcc',
  make: 'make',
  tar: 'tar',
  xz: 'xz-utils',
  strace: 'strace',
  unshare: 'util-linux',
  'qemu-aarch64': 'qemu-user',
  'qemu-aarch64-static': 'qemu-user-static',
  '/usr/aarch64-linux-gnu/lib/ld-linux-aarch64.so.1': 'libc6-arm64-cross',
  '/usr/aarch64-linux-gnu/lib/libstdc++.so.6': 'libstdc++6-arm64-cross',
  '/usr/aarch64-linux-gnu/lib/libgcc_s.so.1': 'libgcc-s1-arm64-cross',
};

/** @throws NotRun on any other platform. */
export function requireLinux(processor: string): void {
  const here = `${process.platform}-${process.arch}`;
  if (here !== `linux-${processor}`) {
    throw new NotRun(`this machine is ${here}; the stage needs linux-${processor}`);
  }
}

/**
 * @param names Programs, or absolute paths.
 * @throws NotRun if one is missing; the message says what to install.
 */
export function requirePrograms(names: readonly string[]): void {
  const missing = names.filter((name) => !existsSync(name) && !findProgram(name));
  if (missing.length === 0) return;
  const install = missing.map((name) => packages[name] ?? name).join(' ');
  throw new NotRun(`missing: ${missing.join(', ')} (Debian: apt-get install ${install})`);
}

/** Returns the path of a program, or undefined if it is not installed. */
export function findProgram(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/**
 * Returns the prefix that runs a command in new mount and network namespaces: its mounts are invisible
 * outside, and it has no network interface.
 *
 * @throws NotRun if this user may not create namespaces.
 */
export function createIsolationCommand(): readonly string[] {
  requirePrograms(['unshare']);
  const asRoot = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  const options = [...asRoot, '--mount', '--net'];
  if (spawnSync('unshare', [...options, 'true']).status !== 0) {
    throw new NotRun(`this user may not create namespaces (unshare ${options.join(' ')})`);
  }
  return ['unshare', ...options];
}
