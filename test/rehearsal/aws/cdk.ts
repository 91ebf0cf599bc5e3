import { join } from 'node:path';
import { type Ran, run } from '../run.ts';
import { root } from '../workplace.ts';

export interface CdkOptions {
  readonly env: Readonly<Record<string, string>>;
  /** The project, or a copy of it. */
  readonly cwd?: string;
}

/** Runs the CDK's own command line. @throws Error with the end of its output where it fails. */
export function cdk(args: readonly string[], { env, cwd = root }: CdkOptions): Promise<Ran> {
  const program = join(root, 'node_modules/aws-cdk/bin/cdk');
  return run([process.execPath, program, ...args, '--no-notices', '--no-color'], { env, cwd });
}
