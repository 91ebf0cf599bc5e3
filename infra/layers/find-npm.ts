import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

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
