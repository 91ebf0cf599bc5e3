#!/usr/bin/env -S MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=1048576 node
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { keepYoungGenerationSmall, memoryAllocation } from '../../functions/shared/memory.mjs';

// The `glimpse` command. It runs the sources of this checkout and bundles them again after a change,
// because a bundle starts faster than TypeScript loaded file by file.

keepYoungGenerationSmall();

const root = fileURLToPath(new URL('../../', import.meta.url));
const { engines, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const [, oldest] = engines.node.split('>=');
const [, , command, ...args] = process.argv;
const isServer = command === 'serve' && !args.includes('--help');

/** Compares major and minor numbers. */
function isOlder(one, other) {
  const [[major, minor], [otherMajor, otherMinor]] = [one, other].map((text) =>
    text.split('.').map(Number),
  );
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}

function exitWith(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
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

async function restartServer() {
  // Loaded while the other process starts.
  const prepare = async () => (await import('./builds.mjs')).prepareBuild();
  // Twice as many pictures are decoded at once as there are processors; Node's default is four threads.
  const decoderThreads = String(Math.max(4, 2 * availableParallelism()));
  const variables = { UV_THREADPOOL_SIZE: decoderThreads, ...memoryAllocation };
  const { restart } = await import('./restart.mjs');
  await restart(variables, prepare);
}

async function run() {
  const build = await findBuild();
  const { main } = await import(pathToFileURL(join(build, 'main.mjs')).href);
  process.exitCode = await main(process.argv.slice(2), { root, page: join(build, 'page') });
}

async function findBuild() {
  const { markInUse, prepareBuild } = await import('./builds.mjs');
  if (!isServer) return await prepareBuild();
  const { isRestarted, receivePrepared } = await import('./restart.mjs');
  const build = isRestarted() ? await receivePrepared() : await prepareBuild();
  markInUse(build);
  return build;
}

if (isOlder(process.versions.node, oldest)) {
  exitWith(`glimpse needs Node ${oldest} or newer; this is ${process.versions.node}.`);
}
if (!existsSync(join(root, 'node_modules'))) {
  exitWith(`glimpse: its packages are missing; run "npm ci" in ${root} first.`);
}
if (command === '--version' && args.length === 0) {
  // Without a build: it takes as long as starting Node.
  process.stdout.write(`${version}\n`);
} else if (needsRestart()) {
  await restartServer();
} else {
  await run();
}
