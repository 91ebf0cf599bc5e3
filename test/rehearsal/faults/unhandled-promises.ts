import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { coffee, createPostEvent } from '../pictures.ts';
import type { StageContext } from '../stage.ts';
import { resolveFile } from '../work-folder.ts';
import { getAnswer } from '../x64/responses.ts';
import { withEnvironment } from '../x64/start.ts';

/** Checks promises that nobody awaits: one that is rejected, and one that never settles. */
export async function checkUnhandledPromises(context: StageContext): Promise<void> {
  const { report, subject } = context;
  const { NODE_OPTIONS = '' } = (await subject.deployed()).function.Environment.Variables;
  const provoke = pathToFileURL(resolveFile('x64/provoke.mjs')).href;
  const variables = { NODE_OPTIONS: `${NODE_OPTIONS} --import ${provoke}` };
  await withEnvironment(context, { variables }, async (lambda) => {
    await getAnswer(lambda, createPostEvent(coffee));
    await report.check('an unhandled rejection does not end the process', async () => {
      lambda.signal('SIGUSR2');
      await getAnswer(lambda, createPostEvent(coffee));
      assert.match(await lambda.log(), /nobody awaits this/);
      return 'it is logged';
    });
    await report.check('a promise that never settles does not end the process', async () => {
      lambda.signal('SIGHUP');
      await getAnswer(lambda, createPostEvent(coffee));
    });
  });
}
