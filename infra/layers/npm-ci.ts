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
  /** A folder to work in; packages arrive in its `node_modules`. */
  readonly folder: string;
}

/** What npm would install on the machines that Lambda runs on, run from any other. */
const forLambda = ['--os=linux', '--cpu=arm64', '--libc=glibc'];

/** No code of the packages runs here. What npm has downloaded before is taken from its cache. */
const quietly = [
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
 * Installs what a lock file names for linux on arm64. npm checks each package against its hash.
 *
 * @throws BuildError with one sentence.
 */
export async function npmCi({ pruned, root, folder }: NpmCiOptions): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify(pruned.manifest));
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify(pruned.lock));
  const settings = join(root, '.npmrc');
  if (existsSync(settings)) await copyFile(settings, join(folder, '.npmrc'));
  const { code, output } = await run(['ci', ...forLambda, ...quietly, '--prefix', folder], folder);
  if (code !== 0) throw new BuildError(explain(output));
}

function run(parameters: string[], cwd: string): Promise<{ code: number | null; output: string }> {
  const { command, before } = findNpm(process.env, process.execPath);
  return new Promise((resolve, reject) => {
    const npm = spawn(command, [...before, ...parameters], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let output = '';
    const hear = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    npm.stdout.on('data', hear);
    npm.stderr.on('data', hear);
    npm.on('error', (cause) => {
      reject(
        new BuildError('npm is not found beside node: start this with "npm run" or "npx".', {
          cause,
        }),
      );
    });
    npm.on('close', (code) => resolve({ code, output }));
  });
}

function explain(output: string): string {
  if (unreachable.test(output)) {
    return 'The runtime layer needs packages that are not in npm’s cache, and the registry cannot be reached: try again with a network.';
  }
  if (/\bEINTEGRITY\b/.test(output)) {
    return 'A package of the runtime layer is not what package-lock.json says (its hash differs): nothing has been built.';
  }
  const [first] = output.split('\n').filter((line) => /^npm (error|ERR!) (?!code)./.test(line));
  return `npm could not install the packages of the runtime layer: ${first ?? 'it said nothing'}`;
}

/** How to start npm. */
export interface Npm {
  readonly command: string;
  /** What comes before npm's own parameters. */
  readonly before: readonly string[];
}

/**
 * Finds npm: the one that runs this, else the one that came with this Node, else whichever is on the
 * path. The first two are scripts for Node, so that no shell is needed, on Windows neither.
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
  return script ? { command: node, before: [script] } : { command: 'npm', before: [] };
}
