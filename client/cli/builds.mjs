import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Bundles of the sources, each in a folder that is named after their fingerprint.

const root = fileURLToPath(new URL('../../', import.meta.url));
const builds = join(root, '.build', 'command');
const sources = [
  'client',
  'functions',
  'models',
  'esbuild.config.mjs',
  'package.json',
  'package-lock.json',
];

/** Bundles the sources, unless that was done since they changed. Returns the folder. */
export async function prepareBuild() {
  const name = fingerprint();
  if (!existsSync(join(builds, name))) await build(name);
  return join(builds, name);
}

/** Lists the files in a folder and below it; a file is itself the only one. */
function listFiles(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Returns a hash that changes whenever a source file changes. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const path of listFiles(join(root, source))) {
      const { size, mtimeMs } = statSync(path);
      hash.update(`${path}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest('hex').slice(0, 16);
}

async function build(name) {
  const { buildInto } = await import('../../esbuild.config.mjs');
  await buildInto(root, join(builds, name));
  for (const old of readdirSync(builds)) {
    if (old.startsWith(name) || isInUse(join(builds, old))) continue;
    rmSync(join(builds, old), { recursive: true, force: true });
  }
}

/** Files in a build with the numbers of the servers that run it: they load decoders when they need them. */
const userFile = /^server-(\d+)$/;

function isInUse(folder) {
  return readdirSync(folder).some((file) => isRunning(Number(userFile.exec(file)?.[1])));
}

function isRunning(pid) {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Keeps a build until this process ends. */
export function markInUse(folder) {
  const file = join(folder, `server-${process.pid}`);
  writeFileSync(file, '');
  process.once('exit', () => rmSync(file, { force: true }));
}
