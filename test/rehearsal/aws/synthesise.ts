import { rm } from 'node:fs/promises';
import { type Deployed, readSynthesised } from '../bytes/deployed.ts';
import { root } from '../workplace.ts';
import { cdk } from './cdk.ts';
import { withoutCredentials } from './no-credentials.ts';

/** The stage that the rehearsal deploys. */
export const stage = 'rehearsal';

export interface SynthesisOrder {
  readonly model: string;
  /** `GLIMPSE_HOME` of the model. */
  readonly home: string;
  /** Where cdk.out goes. */
  readonly output: string;
  /** More context keys of the app. */
  readonly context?: Readonly<Record<string, string>>;
  /** The project, or a copy of it. */
  readonly project?: string;
}

/** Runs `cdk synth`, which builds function and layers and has cdk-nag check the stack. */
export async function synthesise(order: SynthesisOrder): Promise<Deployed> {
  const { model, home, output, project = root } = order;
  await rm(output, { recursive: true, force: true });
  const context = Object.entries({ stage, model, ...order.context });
  const flags = context.flatMap(([name, value]) => ['--context', `${name}=${value}`]);
  const env = { ...(await withoutCredentials()), GLIMPSE_HOME: home };
  await cdk(['synth', '--quiet', '--output', output, ...flags], { env, cwd: project });
  return await readSynthesised(output, `glimpse-${stage}`);
}
