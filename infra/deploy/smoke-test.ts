import { setTimeout } from 'node:timers/promises';
import { printStatus } from '../../client/terminal/prompt.ts';
import { type Answer, createGlimpse, GlimpseError } from '../../client/typescript/src/index.ts';
import { pictureFromFile } from '../../client/typescript/src/node.ts';
import { DeployError } from '../errors.ts';
import type { Session } from './aws/session.ts';
import type { Deployment } from './aws/stack.ts';
import type { DeployDependencies } from './system/dependencies.ts';

/** A cup of espresso, one of the project's samples. */
const picture = new URL('../../models/samples/coffee.jpg', import.meta.url);

/** An answer, and the milliseconds it took from this machine, including the network. */
export interface TimedAnswer {
  readonly answer: Answer;
  readonly ms: number;
}

export interface SmokeTestOptions {
  readonly retryMs: DeployDependencies['retryMs'];
  /** Returns the command that rolls back, if there is a previous version. Called only after a failure. */
  readonly findRollbackCommand?: () => Promise<string | undefined>;
}

export interface SmokeTest {
  /** A cold start, if the environment was new. */
  readonly first: TimedAnswer;
  readonly second: TimedAnswer;
}

/**
 * Classifies a picture twice with a deployment, as a caller would.
 *
 * @throws DeployError if the deployment does not answer.
 */
export async function smokeTest(
  { url, access }: Deployment,
  session: Session,
  { retryMs, findRollbackCommand }: SmokeTestOptions,
): Promise<SmokeTest> {
  const glimpse = createGlimpse({
    url,
    ...(access === 'iam' && { credentials: session.credentials, region: session.region }),
  });
  const coffee = await pictureFromFile(picture);
  const classify = async (): Promise<TimedAnswer> => {
    const start = performance.now();
    const answer = await glimpse.classify(coffee, { topK: 3 });
    return { answer, ms: performance.now() - start };
  };
  try {
    return { first: await retryWhileForbidden(classify, retryMs), second: await classify() };
  } catch (cause) {
    const command = await findRollbackCommand?.();
    const advice = command ? `; to roll back, run: ${command}` : '.';
    throw new DeployError(`${explain(cause, url)}${advice}`, { cause });
  }
}

/** A new permission to call takes some seconds to spread; until then AWS responds with status 403. */
async function retryWhileForbidden<T>(
  call: () => Promise<T>,
  { limitMs, pauseMs }: DeployDependencies['retryMs'],
): Promise<T> {
  const end = performance.now() + limitMs;
  let reported = false;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const forbidden = error instanceof GlimpseError && error.code === 'FORBIDDEN';
      if (!forbidden || performance.now() + pauseMs > end) throw error;
      if (!reported) {
        const seconds = Math.round(limitMs / 1000);
        printStatus(`AWS does not admit callers yet (403): retrying for at most ${seconds} s.`);
      }
      reported = true;
      await setTimeout(pauseMs);
    }
  }
}

function explain(cause: unknown, url: string): string {
  if (!(cause instanceof GlimpseError)) return `${url} does not answer: ${String(cause)}`;
  const failure = `${url} was deployed but answered ${cause.code}: ${cause.message.replace(/\.$/, '')}`;
  if (cause.code === 'FORBIDDEN') {
    return `${failure}. The deployment itself may be fine: your identity needs the caller policy too (output CallerPolicy), or a policy of your organisation forbids such calls`;
  }
  return `${failure}. See the function's log (CloudWatch, or "aws logs tail")`;
}
