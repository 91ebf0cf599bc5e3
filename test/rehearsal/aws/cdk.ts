import { join } from 'node:path';
import { root } from '../../support/fixtures.ts';
import { type RunResult, run } from '../run.ts';

export interface CdkOptions {
  readonly env: Readonly<Record<string, string>>;
  /** The project, or a copy of it. */
  readonly cwd?: string;
}

/** Runs the CDK's command line. @throws Error with the end of its output if it fails. */
export function runCdk(
  args: readonly string[],
  { env, cwd = root }: CdkOptions,
): Promise<RunResult> {
  const program = join(root, 'node_modules/aws-cdk/bin/cdk');
  return run([process.execPath, program, ...args, '--no-notices', '--no-color'], { env, cwd });
}
