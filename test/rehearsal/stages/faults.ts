import assert from 'node:assert/strict';
import { answersHere, compareScores, scoresOf } from '../answers.ts';
import { checkEndurance } from '../faults/endurance.ts';
import { checkForgotten } from '../faults/forgotten.ts';
import { checkFreeze } from '../faults/freeze.ts';
import { checkHealing } from '../faults/healing.ts';
import { checkMalformed, checkResponses } from '../faults/malformed.ts';
import { requireLinux } from '../needs.ts';
import { coffee, posted } from '../pictures.ts';
import { say } from '../say.ts';
import type { Stage, Stand } from '../stage.ts';
import { answerTo } from '../x64/asked.ts';
import type { LambdaEnvironment } from '../x64/environment.ts';
import { assertOnlyRuntimeApi } from '../x64/only-runtime-api.ts';
import { withEnvironment } from '../x64/start.ts';

export const faults: Stage = {
  name: 'faults',
  title: "under AWS's runtime client on x64: freezes, malformed events, failed starts, 500 events",
  run: async (stand) => {
    requireLinux('x64');
    const { proof, subject } = stand;
    say(`  the zips are those of ${(await subject.deployed()).from}`);
    await withEnvironment(stand, {}, async (lambda) => {
      await checkAnswers(stand, lambda);
      await checkMalformed(stand, lambda);
      await checkResponses(stand, lambda);
      await checkFreeze(stand, lambda);
      await proof.that('not one socket but those to the Runtime API is asked for', () =>
        assertOnlyRuntimeApi(lambda),
      );
    });
    await checkEndurance(stand);
    await checkHealing(stand);
    await checkForgotten(stand);
  },
};

async function checkAnswers(stand: Stand, lambda: LambdaEnvironment): Promise<void> {
  const { subject, preparation, proof } = stand;
  await proof.that(
    'INIT ends without an error, and a cold and a warm event are answered',
    async () => {
      assert.deepEqual(lambda.api.initErrors, []);
      const cold = await answerTo(lambda, posted(coffee));
      const warm = await answerTo(lambda, posted(coffee));
      assert.deepEqual([cold.coldStart, warm.coldStart], [true, false]);
      const order = { model: subject.model, home: await preparation.home() };
      const [here = []] = await answersHere([coffee.path], order);
      const difference = compareScores(warm.predictions, scoresOf(here));
      return `greatest difference to this machine ${difference.toFixed(4)}`;
    },
  );
}
