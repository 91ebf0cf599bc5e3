import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { inject } from 'vitest';
import { emptyHome } from '../empty-home.ts';
import { root } from '../fixtures.ts';
import type { RunResult } from '../run-glimpse.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import type { FakeAws } from './fake-aws.ts';

/** A home without `~/.aws`. */
const home = temporaryFolder();

/** What `aws configure` would have put somewhere. */
export const identity = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'not-a-secret' };

/** Variables that keep a process from this machine's own credentials, and from asking for others. */
export const isolated = {
  HOME: home,
  USERPROFILE: home,
  AWS_CONFIG_FILE: join(home, 'config'),
  AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials'),
  AWS_EC2_METADATA_DISABLED: 'true',
};

export interface RunDeployOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What the build fails with. */
  readonly buildError?: string;
}

/** Runs one of the commands in a process of its own, against an account of the test's own. */
export async function runDeploy(
  aws: FakeAws,
  args: readonly string[],
  options: RunDeployOptions = {},
): Promise<RunResult> {
  const foreign = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  const child = spawn(
    process.execPath,
    [inject('deployProgram'), aws.url, options.buildError ?? '', ...args],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...Object.fromEntries(foreign),
        ...isolated,
        NO_COLOR: '1',
        GLIMPSE_HOME: emptyHome,
        AWS_ENDPOINT_URL: aws.url,
        ...options.env,
      },
    },
  );
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  return { code, stdout, stderr };
}
