import { setTimeout } from 'node:timers/promises';
import { type Answer, createGlimpse, GlimpseError } from '../../client/typescript/src/index.ts';
import { pictureFromFile } from '../../client/typescript/src/node.ts';
import { DeployError } from '../errors.ts';
import type { Session } from './aws/session.ts';
import type { Deployment } from './aws/stack.ts';
import type { DeployDependencies } from './system/dependencies.ts';
import { say } from './system/terminal.ts';

/** A cup of espresso: it comes with the project. */
const picture = new URL('../../models/samples/coffee.jpg', import.meta.url);

/** An answer, and how long it took from here, network and all, in milliseconds. */
export interface TimedAnswer {
  readonly answer: Answer;
  readonly ms: number;
}

export interface SmokeTestOptions {
  readonly retryMs: DeployDependencies['retryMs'];
  /** The command that goes back to an earlier version, where there is one: asked for after a failure alone. */
  readonly goBack?: () => Promise<string | undefined>;
}

export interface SmokeTest {
  /** Cold where the environment had just been started. */
  readonly first: TimedAnswer;
  readonly second: TimedAnswer;
}

/**
 * Asks a deployment twice what is on a picture, as a caller would.
 *
 * @throws DeployError where it does not answer.
 */
export async function smokeTest(
  { url, access }: Deployment,
  session: Session,
  { retryMs, goBack }: SmokeTestOptions,
): Promise<SmokeTest> {
  const glimpse = createGlimpse({
    url,
    ...(access === 'iam' && { credentials: session.credentials, region: session.region }),
  });
  const coffee = await pictureFromFile(picture);
  const ask = async (): Promise<TimedAnswer> => {
    const start = performance.now();
    const answer = await glimpse.classify(coffee, { topK: 3 });
    return { answer, ms: performance.now() - start };
  };
  try {
    return { first: await onceLetIn(ask, retryMs), second: await ask() };
  } catch (cause) {
    const command = await goBack?.();
    const remedy = command ? `; ${command} goes back to the version before.` : '.';
    throw new DeployError(`${explain(cause, url)}${remedy}`, { cause });
  }
}

/** The permission to call spreads within seconds of its making; until then AWS answers with 403. */
async function onceLetIn<T>(
  ask: () => Promise<T>,
  { limitMs, pauseMs }: DeployDependencies['retryMs'],
): Promise<T> {
  const end = performance.now() + limitMs;
  let told = false;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const early = error instanceof GlimpseError && error.code === 'FORBIDDEN';
      if (!early || performance.now() + pauseMs > end) throw error;
      if (!told) {
        const seconds = Math.round(limitMs / 1000);
        say(`AWS does not let callers in yet (403): waiting for that, ${seconds} s at most.`);
      }
      told = true;
      await setTimeout(pauseMs);
    }
  }
}

function explain(cause: unknown, url: string): string {
  if (!(cause instanceof GlimpseError)) return `${url} does not answer: ${String(cause)}`;
  const said = `${url} was deployed but answered ${cause.code}: ${cause.message.replace(/\.$/, '')}`;
  if (cause.code === 'FORBIDDEN') {
    return `${said}. It may well work: the identity that deploys needs the caller policy too (output CallerPolicy), or an organisation forbids such calls`;
  }
  return `${said}. The log of the function says more (CloudWatch, or "aws logs tail")`;
}
