import type { Manifest, ModelInput } from '../format/manifest.ts';
import { type Decode, heldBackViews, pictureViews, type Views } from '../quantize/picture-views.ts';
import type { Model } from '../store/open-model.ts';
import type { ModelRunner, StartRunner, Steps } from './types.ts';
export type Agreement = NonNullable<Manifest['agreement']>;

/** Below this share of the same best classes, an int8 model is not worth its speed. */
export const minAgreement = 0.95;

export interface AgreementOptions {
  readonly pictures: readonly Decode[];
  readonly start: StartRunner;
  readonly steps: Steps;
}

/** Compares an int8 model with its float32 original on views that calibration has not seen. */
export async function measureAgreement(
  models: { readonly float: Model; readonly int8: Model },
  { pictures, start, steps }: AgreementOptions,
): Promise<Agreement> {
  const { input } = models.int8.manifest;
  const total = pictures.length * countViews(heldBackViews);
  const work = async (count: () => void): Promise<Agreement> => {
    const pair = { float: await start(models.float), int8: await start(models.int8) };
    try {
      return await agreementOf(pair, allViews(pictures, { views: heldBackViews, input, count }));
    } finally {
      await Promise.all([pair.float.close(), pair.int8.close()]);
    }
  };
  return await steps.run(`Comparing int8 with float32 on ${total} other views`, work, total);
}

/** Compares the answers of two models of the same classes to the same pictures, one or more. */
export async function agreementOf(
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
    same += best(logits) === best(expected) ? 1 : 0;
    shift += meanDifference(logits, expected);
  }
  return {
    top1: Number((same / count).toFixed(4)),
    logitShift: Number((shift / count).toFixed(4)),
    pictures: count,
  };
}

/** The first of the greatest. */
function best(logits: Float32Array): number {
  return logits.reduce((most, logit, at) => (logit > (logits[most] ?? NaN) ? at : most), 0);
}

function meanDifference(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, logit, at) => sum + Math.abs(logit - (other[at] ?? NaN)), 0) / one.length;
}

export interface AllViews {
  readonly views: readonly Views[];
  readonly input: ModelInput;
  /** Called after each view. */
  readonly count: () => void;
}

/** Views of every picture, one picture decoded at a time. */
export async function* allViews(
  pictures: readonly Decode[],
  { views, input, count }: AllViews,
): AsyncGenerator<Uint8Array> {
  for (const decode of pictures) {
    for await (const view of pictureViews(decode, views, input)) {
      yield view;
      count();
    }
  }
}

/** How many views of one picture there are: each place as it is, and mirrored. */
export function countViews(views: readonly Views[]): number {
  return 2 * views.reduce((sum, { places }) => sum + places.length, 0);
}
