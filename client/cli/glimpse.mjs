#!/usr/bin/env -S MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=1048576 node --max-semi-space-size=1
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { memoryAllocation, memoryFlags } from '../../functions/shared/memory-allocation.mjs';
import { restart, stopWithParent } from './restart.mjs';

// The `glimpse` command. It runs the sources of this checkout and bundles them again after a change,
// because a bundle starts faster than TypeScript loaded file by file.

const root = fileURLToPath(new URL('../../', import.meta.url));
const sources = [
  'client',
  'functions',
  'models',
  'esbuild.config.mjs',
  'package.json',
  'package-lock.json',
];

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

/** Compares major and minor numbers. */
function isOlder(version, other) {
  const [[major, minor], [otherMajor, otherMinor]] = [version, other].map((text) =>
    text.split('.').map(Number),
  );
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}

async function build(builds, name) {
  const { buildInto } = await import('../../esbuild.config.mjs');
  await buildInto(root, join(builds, name));
  for (const old of readdirSync(builds)) {
    if (old.startsWith(name) || isInUse(join(builds, old))) continue;
    rmSync(join(builds, old), { recursive: true, force: true });
  }
}

/** Files in a build with the numbers of the servers that run it: they load decoders when they need them. */
const userFile = /^server-(\d+)$/;

function isInUse(build) {
  return readdirSync(build).some((file) => isRunning(Number(userFile.exec(file)?.[1])));
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

function markInUse(build) {
  const file = join(build, `server-${process.pid}`);
  writeFileSync(file, '');
  process.once('exit', () => rmSync(file, { force: true }));
}

const { engines, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const [, oldest] = engines.node.split('>=');
if (isOlder(process.versions.node, oldest)) {
  process.stderr.write(
    `glimpse needs Node ${oldest} or newer; this is ${process.versions.node}.\n`,
  );
  process.exit(2);
}

if (!existsSync(join(root, 'node_modules'))) {
  process.stderr.write(`glimpse: its packages are missing; run "npm ci" in ${root} first.\n`);
  process.exit(2);
}

const isServer = process.argv[2] === 'serve' && !process.argv.includes('--help');

async function run() {
  const builds = join(root, '.build', 'command');
  const name = fingerprint();
  if (!existsSync(join(builds, name))) await build(builds, name);
  if (isServer) markInUse(join(builds, name));
  const { main } = await import(pathToFileURL(join(builds, name, 'main.mjs')).href);
  process.exitCode = await main(process.argv.slice(2), { root, page: join(builds, name, 'page') });
}

/**
 * Whether this process would keep more memory than it needs: only glibc has the variables, and only a
 * server runs for long. The first line of this file sets them, unless it is run as `node glimpse.mjs`.
 */
function needsRestart() {
  return (
    isServer &&
    process.platform === 'linux' &&
    Object.keys(memoryAllocation).some((name) => !process.env[name])
  );
}

/** Twice as many pictures are decoded at once as there are processors; Node's default is four threads. */
const decoderThreads = { UV_THREADPOOL_SIZE: String(Math.max(4, 2 * availableParallelism())) };

if (process.argv.length === 3 && process.argv[2] === '--version') {
  // Without a build: it takes as long as starting Node.
  process.stdout.write(`${version}\n`);
} else if (needsRestart()) {
  const variables = { ...decoderThreads, ...memoryAllocation };
  await restart({ variables, flags: memoryFlags });
} else {
  stopWithParent();
  await run();
}
