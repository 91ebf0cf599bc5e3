import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BuildError } from '../errors.ts';
import type { PrunedLockFile } from './prune-lock-file.ts';

export interface NpmCiOptions {
  readonly pruned: PrunedLockFile;
  /** The project, whose `.npmrc` may name a registry. */
  readonly root: string;
  /** A working folder; packages are installed in its `node_modules`. */
  readonly folder: string;
}

/** Makes npm on any machine install the packages for Lambda's machines. */
const lambdaFlags = ['--os=linux', '--cpu=arm64', '--libc=glibc'];

/** Runs no code of the packages, and prefers npm's cache to downloads. */
const installFlags = [
  '--ignore-scripts',
  '--no-bin-links',
  '--no-audit',
  '--no-fund',
  '--prefer-offline',
  '--install-strategy=hoisted',
  '--fetch-retry-mintimeout=1000',
  '--loglevel=error',
];

const unreachable =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED)\b/;

/**
 * Installs the packages of a lock file for linux on arm64. npm checks each package against its hash.
 *
 * @throws BuildError with a message of one sentence.
 */
export async function npmCi({ pruned, root, folder }: NpmCiOptions): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify(pruned.manifest));
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify(pruned.lock));
  const npmrc = join(root, '.npmrc');
  if (existsSync(npmrc)) await copyFile(npmrc, join(folder, '.npmrc'));
  const { code, output } = await runNpm(
    ['ci', ...lambdaFlags, ...installFlags, '--prefix', folder],
    folder,
  );
  if (code !== 0) throw new BuildError(explain(output));
}

interface NpmResult {
  readonly code: number | null;
  readonly output: string;
}

function runNpm(parameters: readonly string[], cwd: string): Promise<NpmResult> {
  const { command, args } = findNpm(process.env, process.execPath);
  return new Promise((resolve, reject) => {
    const npm = spawn(command, [...args, ...parameters], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    npm.stdout.on('data', collect);
    npm.stderr.on('data', collect);
    npm.on('error', (cause) => {
      reject(
        new BuildError('npm was not found next to node: start this with "npm run" or "npx".', {
          cause,
        }),
      );
    });
    npm.on('close', (code) => resolve({ code, output }));
  });
}

function explain(output: string): string {
  if (unreachable.test(output)) {
    return 'The runtime layer needs packages that are not in npm’s cache, and the registry cannot be reached: connect to a network and try again.';
  }
  if (/\bEINTEGRITY\b/.test(output)) {
    return 'A package of the runtime layer does not match package-lock.json (its hash differs), so nothing was built: check the registry that npm uses.';
  }
  const [first] = output.split('\n').filter((line) => /^npm (error|ERR!) (?!code)./.test(line));
  return `npm could not install the packages of the runtime layer: ${first ?? 'it printed no error'}`;
}

/** A command that starts npm. */
export interface Npm {
  readonly command: string;
  /** Arguments before npm's own parameters. */
  readonly args: readonly string[];
}

/**
 * Finds npm: the one that runs this process, else the one that came with this Node, else the one on the
 * PATH. The first two are Node scripts, which start without a shell, on Windows too.
 */
export function findNpm(environment: NodeJS.ProcessEnv, node: string): Npm {
  const folder = dirname(node);
  const running = environment.npm_execpath?.replace(/npx-cli\.js$/, 'npm-cli.js');
  const scripts = [
    ...(running && basename(running) === 'npm-cli.js' ? [running] : []),
    join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const script = scripts.find(existsSync);
  return script ? { command: node, args: [script] } : { command: 'npm', args: [] };
}
