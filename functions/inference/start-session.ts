import { ModelError } from '../../models/format/model-error.ts';
import type { Model } from '../../models/store/open-model.ts';
import type { Kernels, LoadedModel } from './loaded-model.ts';
import { selfCheck } from './self-check.ts';
import { createSession, type Session } from './session.ts';

/**
 * Creates a session whose answer to the manifest's check picture is the recorded one.
 *
 * The default kernels add pairs of 8-bit products in 16 bits, which saturates on x64 processors
 * without VNNI (AMD Zen 1 to 3, Intel before Ice Lake) and then says espresso 0.48 instead of 0.95:
 * https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html
 * There the session is made again with exact kernels.
 *
 * @throws ModelError where the answer is wrong with both.
 */
export async function startSession(model: Model, threads: number): Promise<LoadedModel> {
  const { manifest, labels, translations } = model;
  const { id, check } = manifest;
  let difference = Number.NaN;
  for (const kernels of ['default', 'exact'] satisfies Kernels[]) {
    const session = await createSession(model, { threads, exact: kernels === 'exact' });
    difference = await orClose(session, () => selfCheck(session, manifest));
    if (difference <= check.tolerance) {
      return { manifest, labels, translations, session, kernels };
    }
    await session.close();
  }
  throw new ModelError(
    `Model ${id} does not answer its check picture as recorded: logits differ by ${difference.toFixed(3)} on average, ${check.tolerance} is allowed; install the model again.`,
  );
}

/** Closes the session where `work` on it fails: starts are tried again, and each would keep its own. */
export async function orClose<T>(session: Session, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await session.close();
    throw error;
  }
}
