import { setTimeout as wait } from 'node:timers/promises';
import { called, coffee, posted } from '../pictures.ts';
import type { Stand } from '../stage.ts';
import { answerTo } from '../x64/asked.ts';
import type { LambdaEnvironment } from '../x64/environment.ts';

/** Milliseconds into a request. */
const moments = [0, 5, 15, 40, 100];

/** Lambda stops the process when a request has been answered, and lets it go on with the next. */
export async function checkFreeze({ proof }: Stand, lambda: LambdaEnvironment): Promise<void> {
  await proof.that('frozen for five seconds between requests, it answers the next', async () => {
    lambda.signal('SIGSTOP');
    await wait(5000);
    const answered = answerTo(lambda, posted(coffee));
    lambda.signal('SIGCONT');
    await answered;
  });
  await proof.that('frozen for two seconds within a request, it answers it', async () => {
    for (const moment of moments) {
      const answered = answerTo(lambda, called(coffee));
      await wait(moment);
      lambda.signal('SIGSTOP');
      await wait(2000);
      lambda.signal('SIGCONT');
      await answered;
    }
    return `${moments.join(', ')} ms into it`;
  });
}
