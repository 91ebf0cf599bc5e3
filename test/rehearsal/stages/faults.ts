import assert from 'node:assert/strict';
import { classifyLocally, compareScores, createScoreLookup } from '../compare-answers.ts';
import { checkEndurance } from '../faults/endurance.ts';
import { checkFreeze } from '../faults/freeze.ts';
import { checkHealing } from '../faults/healing.ts';
import { checkMalformed, checkResponses } from '../faults/malformed.ts';
import { checkUnhandledPromises } from '../faults/unhandled-promises.ts';
import { coffee, createPostEvent } from '../pictures.ts';
import { print } from '../print.ts';
import { requireLinux } from '../requirements.ts';
import type { Stage, StageContext } from '../stage.ts';
import type { LambdaEnvironment } from '../x64/environment.ts';
import { assertOnlyRuntimeApi } from '../x64/only-runtime-api.ts';
import { getAnswer } from '../x64/responses.ts';
import { withEnvironment } from '../x64/start.ts';

export const faults: Stage = {
  name: 'faults',
  title: "under AWS's runtime client on x64: freezes, invalid events, failed starts, 500 events",
  run: async (context) => {
    requireLinux('x64');
    const { report, subject } = context;
    print(`  the zip files come from ${(await subject.deployed()).from}`);
    await withEnvironment(context, {}, async (lambda) => {
      await checkAnswers(context, lambda);
      await checkMalformed(context, lambda);
      await checkResponses(context, lambda);
      await checkFreeze(context, lambda);
      await report.check('no socket is opened except those to the Runtime API', () =>
        assertOnlyRuntimeApi(lambda),
      );
    });
    await checkEndurance(context);
    await checkHealing(context);
    await checkUnhandledPromises(context);
  },
};

async function checkAnswers(context: StageContext, lambda: LambdaEnvironment): Promise<void> {
  const { subject, preparation, report } = context;
  await report.check(
    'INIT completes without an error, and a cold and a warm event are answered',
    async () => {
      assert.deepEqual(lambda.api.initErrors, []);
      const cold = await getAnswer(lambda, createPostEvent(coffee));
      const warm = await getAnswer(lambda, createPostEvent(coffee));
      assert.deepEqual([cold.coldStart, warm.coldStart], [true, false]);
      const options = { model: subject.model, home: await preparation.home() };
      const [here = []] = await classifyLocally([coffee.path], options);
      const difference = compareScores(warm.predictions, createScoreLookup(here));
      return `largest difference from this machine ${difference.toFixed(4)}`;
    },
  );
}
