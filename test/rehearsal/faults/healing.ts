import assert from 'node:assert/strict';
import { cp, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { coffee, createPostEvent } from '../pictures.ts';
import type { StageContext } from '../stage.ts';
import { getAnswer, getRefusal } from '../x64/responses.ts';
import { withEnvironment } from '../x64/start.ts';

/** Damage to the model before the environment starts. */
const damages: readonly [what: string, damage: (folder: string) => Promise<void>][] = [
  ['missing', (folder) => rm(folder, { recursive: true })],
  ['cut short', (folder) => truncate(join(folder, 'model.onnx'), 1000)],
];

/** Checks that a failed start is followed by a successful one after the repair. */
export async function checkHealing(context: StageContext): Promise<void> {
  for (const [what, damage] of damages) {
    await context.report.check(
      `a model that is ${what} at INIT is reported, and used after its repair`,
      () => heal(context, damage),
    );
  }
}

async function heal(
  context: StageContext,
  damage: (folder: string) => Promise<void>,
): Promise<string> {
  const layer = join((await context.subject.unpacked()).opt, 'model');
  const model = await context.subject.folder('damaged');
  await cp(layer, model, { recursive: true });
  await damage(model);
  return await withEnvironment(context, { model }, async (lambda) => {
    assert.deepEqual(lambda.api.initErrors, [], 'INIT threw');
    assert.match(
      await lambda.log(),
      /"level":"error".*MODEL_UNAVAILABLE|MODEL_UNAVAILABLE.*"level":"error"/,
    );
    const unavailable = { status: 503, code: 'MODEL_UNAVAILABLE' };
    for (let request = 1; request <= 2; request += 1) {
      assert.deepEqual(await getRefusal(lambda, createPostEvent(coffee)), unavailable);
    }
    await cp(layer, model, { recursive: true });
    const [first, second] = [
      await getAnswer(lambda, createPostEvent(coffee)),
      await getAnswer(lambda, createPostEvent(coffee)),
    ];
    assert.deepEqual([first.coldStart, second.coldStart], [true, false]);
    return 'logged and answered with MODEL_UNAVAILABLE; coldStart is true once after the repair';
  });
}
