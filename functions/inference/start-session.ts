import { ModelError } from '../../models/format/model-error.ts';
import type { Model } from '../../models/store/open-model.ts';
import type { Kernels, LoadedModel } from './loaded-model.ts';
import { selfCheck } from './self-check.ts';
import { createSession, type Session } from './session.ts';

/**
 * Creates a session and checks that it gives the recorded logits for the manifest's check picture.
 *
 * The default kernels add pairs of 8-bit products in 16 bits. That saturates on x64 processors without
 * VNNI (AMD Zen 1 to 3, Intel before Ice Lake), and espresso gets 0.48 instead of 0.95:
 * https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html
 * In that case the session is created again with exact kernels.
 *
 * @throws ModelError if the logits are wrong with both.
 */
export async function startSession(model: Model, threads: number): Promise<LoadedModel> {
  const { manifest, labels, translations } = model;
  const { id, check } = manifest;
  let difference = Number.NaN;
  for (const kernels of ['default', 'exact'] satisfies Kernels[]) {
    const session = await createSession(model, { threads, exact: kernels === 'exact' });
    difference = await closeOnError(session, () => selfCheck(session, manifest));
    if (difference <= check.tolerance) {
      return { manifest, labels, translations, session, kernels };
    }
    await session.close();
  }
  throw new ModelError(
    `Model ${id} failed its self-check: logits differ by ${difference.toFixed(3)} on average, the limit is ${check.tolerance}; install the model again.`,
  );
}

/** Closes the session if `work` fails: starts are retried, and each would leave a session open. */
export async function closeOnError<T>(session: Session, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await session.close();
    throw error;
  }
}
