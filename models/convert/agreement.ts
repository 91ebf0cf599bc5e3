import type { Manifest } from '../format/manifest.ts';
import { allViews, countViews, type Decode, heldBackViews } from '../quantize/picture-views.ts';
import type { Model } from '../store/open-model.ts';
import type { ModelRunner, StartRunner, Steps } from './types.ts';

export type Agreement = NonNullable<Manifest['agreement']>;

/** Fraction of views with the same best class, 0 to 1. Below it, int8 is not worth its speed. */
export const minAgreement = 0.95;

export interface AgreementOptions {
  readonly pictures: readonly Decode[];
  readonly start: StartRunner;
  readonly steps: Steps;
}

/** Compares an int8 model with its float32 original on views that calibration did not see. */
export async function measureAgreement(
  models: { readonly float: Model; readonly int8: Model },
  { pictures, start, steps }: AgreementOptions,
): Promise<Agreement> {
  const { input } = models.int8.manifest;
  const total = pictures.length * countViews(heldBackViews);
  const work = async (count: () => void): Promise<Agreement> => {
    const pair = { float: await start(models.float), int8: await start(models.int8) };
    try {
      return await compareModels(pair, allViews(pictures, { views: heldBackViews, input, count }));
    } finally {
      await Promise.all([pair.float.close(), pair.int8.close()]);
    }
  };
  return await steps.run(`Comparing int8 with float32 on ${total} other views`, work, total);
}

/** Compares the outputs of two models with the same classes on the same pictures, one or more. */
export async function compareModels(
  { float, int8 }: { readonly float: ModelRunner; readonly int8: ModelRunner },
  pictures: AsyncIterable<Uint8Array>,
): Promise<Agreement> {
  let count = 0;
  let same = 0;
  let shift = 0;
  for await (const picture of pictures) {
    const { logits: expected } = await float.run(picture);
    const { logits } = await int8.run(picture);
    count += 1;
    same += bestClass(logits) === bestClass(expected) ? 1 : 0;
    shift += meanDifference(logits, expected);
  }
  return {
    top1: Number((same / count).toFixed(4)),
    logitShift: Number((shift / count).toFixed(4)),
    pictures: count,
  };
}

/** Returns the index of the greatest logit, the first if there are several. */
function bestClass(logits: Float32Array): number {
  return logits.reduce((best, logit, at) => (logit > (logits[best] ?? NaN) ? at : best), 0);
}

function meanDifference(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, logit, at) => sum + Math.abs(logit - (other[at] ?? NaN)), 0) / one.length;
}
