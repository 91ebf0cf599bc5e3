import { setTimeout as wait } from 'node:timers/promises';
import { coffee, createPostEvent, createTypedPictureEvent } from '../pictures.ts';
import type { StageContext } from '../stage.ts';
import type { LambdaEnvironment } from '../x64/environment.ts';
import { getAnswer } from '../x64/responses.ts';

/** Times of freezing, in milliseconds after the start of a request. */
const momentsMs = [0, 5, 15, 40, 100];

/** Checks freezing: Lambda stops the process after each answer and resumes it for the next request. */
export async function checkFreeze(
  { report }: StageContext,
  lambda: LambdaEnvironment,
): Promise<void> {
  await report.check('frozen for 5 s between two requests, it answers the second', async () => {
    lambda.signal('SIGSTOP');
    await wait(5000);
    const answered = getAnswer(lambda, createPostEvent(coffee));
    lambda.signal('SIGCONT');
    await answered;
  });
  await report.check('frozen for 2 s during a request, it answers the request', async () => {
    for (const moment of momentsMs) {
      const answered = getAnswer(lambda, createTypedPictureEvent(coffee));
      await wait(moment);
      lambda.signal('SIGSTOP');
      await wait(2000);
      lambda.signal('SIGCONT');
      await answered;
    }
    return `after ${momentsMs.join(', ')} ms`;
  });
}
