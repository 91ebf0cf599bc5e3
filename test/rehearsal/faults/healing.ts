import assert from 'node:assert/strict';
import { cp, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { coffee, posted } from '../pictures.ts';
import type { Stand } from '../stage.ts';
import { answerTo, refusalOf } from '../x64/asked.ts';
import { withEnvironment } from '../x64/start.ts';

/** What is wrong with the model when the environment starts. */
const damages: readonly [what: string, damage: (folder: string) => Promise<void>][] = [
  ['missing', (folder) => rm(folder, { recursive: true })],
  ['cut short', (folder) => truncate(join(folder, 'model.onnx'), 1000)],
];

/** A start that fails, and a later one that does not. */
export async function checkHealing(stand: Stand): Promise<void> {
  for (const [what, damage] of damages) {
    await stand.proof.that(
      `a model that is ${what} at INIT is told, and taken once it is there`,
      () => heal(stand, damage),
    );
  }
}

async function heal(stand: Stand, damage: (folder: string) => Promise<void>): Promise<string> {
  const layer = join((await stand.subject.unpacked()).opt, 'model');
  const model = await stand.subject.folder('damaged');
  await cp(layer, model, { recursive: true });
  await damage(model);
  return await withEnvironment(stand, { model }, async (lambda) => {
    assert.deepEqual(lambda.api.initErrors, [], 'INIT threw');
    assert.match(
      await lambda.log(),
      /"level":"error".*MODEL_UNAVAILABLE|MODEL_UNAVAILABLE.*"level":"error"/,
    );
    const unavailable = { status: 503, code: 'MODEL_UNAVAILABLE' };
    for (let request = 1; request <= 2; request += 1) {
      assert.deepEqual(await refusalOf(lambda, posted(coffee)), unavailable);
    }
    await cp(layer, model, { recursive: true });
    const [first, second] = [
      await answerTo(lambda, posted(coffee)),
      await answerTo(lambda, posted(coffee)),
    ];
    assert.deepEqual([first.coldStart, second.coldStart], [true, false]);
    return 'logged and answered with MODEL_UNAVAILABLE, then coldStart true once';
  });
}
