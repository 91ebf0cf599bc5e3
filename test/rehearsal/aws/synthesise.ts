import { rm } from 'node:fs/promises';
import { root } from '../../support/fixtures.ts';
import { type Deployed, readSynthesised } from '../bytes/deployed.ts';
import { runCdk } from './cdk.ts';
import { createIsolatedEnv } from './no-credentials.ts';

/** Deployment stage of the rehearsal. */
export const stage = 'rehearsal';

export interface SynthesisOptions {
  readonly model: string;
  /** `GLIMPSE_HOME` that contains the model. */
  readonly home: string;
  /** Output folder, as cdk.out. */
  readonly output: string;
  /** Additional context keys of the app. */
  readonly context?: Readonly<Record<string, string>>;
  /** The project, or a copy of it. */
  readonly project?: string;
}

/** Runs `cdk synth`, which builds the function and layers and checks the stack with cdk-nag. */
export async function synthesise(options: SynthesisOptions): Promise<Deployed> {
  const { model, home, output, project = root } = options;
  await rm(output, { recursive: true, force: true });
  const context = Object.entries({ stage, model, ...options.context });
  const flags = context.flatMap(([name, value]) => ['--context', `${name}=${value}`]);
  const env = { ...(await createIsolatedEnv()), GLIMPSE_HOME: home };
  await runCdk(['synth', '--quiet', '--output', output, ...flags], { env, cwd: project });
  return await readSynthesised(output, `glimpse-${stage}`);
}
