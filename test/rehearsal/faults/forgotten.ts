import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { coffee, posted } from '../pictures.ts';
import type { Stand } from '../stage.ts';
import { ownFile } from '../workplace.ts';
import { answerTo } from '../x64/asked.ts';
import { withEnvironment } from '../x64/start.ts';

/** Promises that nobody waits for: one that is rejected, and one that never settles. */
export async function checkForgotten(stand: Stand): Promise<void> {
  const { proof, subject } = stand;
  const { NODE_OPTIONS = '' } = (await subject.deployed()).function.Environment.Variables;
  const provoke = pathToFileURL(ownFile('x64/provoke.mjs')).href;
  const variables = { NODE_OPTIONS: `${NODE_OPTIONS} --import ${provoke}` };
  await withEnvironment(stand, { variables }, async (lambda) => {
    await answerTo(lambda, posted(coffee));
    await proof.that('a rejection that nobody handles does not end the process', async () => {
      lambda.signal('SIGUSR2');
      await answerTo(lambda, posted(coffee));
      assert.match(await lambda.log(), /nobody waits for this/);
      return 'it is logged';
    });
    await proof.that('a promise that never settles does not end it', async () => {
      lambda.signal('SIGHUP');
      await answerTo(lambda, posted(coffee));
    });
  });
}
