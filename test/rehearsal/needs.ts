import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { NotRun } from './not-run.ts';

/** Debian's package for each program or folder that a stage takes from the machine. */
const packages: Readonly<Record<string, string>> = {
  cmake: 'cmake',
  'g++': 'g++',
  make: 'make',
  tar: 'tar',
  xz: 'xz-utils',
  strace: 'strace',
  unshare: 'util-linux',
  'qemu-aarch64-static': 'qemu-user-static',
  '/usr/aarch64-linux-gnu/lib/ld-linux-aarch64.so.1': 'libc6-arm64-cross',
  '/usr/aarch64-linux-gnu/lib/libstdc++.so.6': 'libstdc++6-arm64-cross',
  '/usr/aarch64-linux-gnu/lib/libgcc_s.so.1': 'libgcc-s1-arm64-cross',
};

/** @throws NotRun elsewhere. */
export function requireLinux(processor: string): void {
  const here = `${process.platform}-${process.arch}`;
  if (here !== `linux-${processor}`) {
    throw new NotRun(`this machine is ${here}, and it needs linux-${processor}`);
  }
}

/** @param names Programs, or absolute paths. @throws NotRun that names what to install. */
export function needPrograms(names: readonly string[]): void {
  const missing = names.filter((name) => !existsSync(name) && !pathOf(name));
  if (missing.length === 0) return;
  const install = missing.map((name) => packages[name] ?? name).join(' ');
  throw new NotRun(`missing here: ${missing.join(', ')} (Debian: apt-get install ${install})`);
}

/** Where a program is. */
export function pathOf(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/**
 * The command that starts another in a mount and network namespace of its own: nothing that it
 * mounts is seen outside, and it has no network interface.
 *
 * @throws NotRun where neither root nor an ordinary user may have one.
 */
export function ownNamespaces(): readonly string[] {
  needPrograms(['unshare']);
  const asRoot = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  const options = [...asRoot, '--mount', '--net'];
  if (spawnSync('unshare', [...options, 'true']).status !== 0) {
    throw new NotRun(`this user may not make namespaces (unshare ${options.join(' ')})`);
  }
  return ['unshare', ...options];
}
