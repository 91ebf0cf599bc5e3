import { InferenceSession, Tensor } from 'onnxruntime-node';
import { ModelError } from '../../models/format/model-error.ts';
import type { Model } from '../../models/store/open-model.ts';
import { checkContract } from './contract-check.ts';

/** Class activation maps of the best classes, best first: `[maps, height, width]`, row by row. */
export interface Heat {
  readonly data: Float32Array;
  readonly height: number;
  readonly width: number;
}

export interface Outputs {
  /** One number per class, in any range. */
  readonly logits: Float32Array;
  /** Undefined unless requested. */
  readonly heat: Heat | undefined;
}

export interface Session {
  /** Whether the model has class activation maps. */
  readonly explains: boolean;
  /** @param pixels `size` x `size` x 3 bytes, RGB, row by row. */
  run(pixels: Uint8Array, options?: { heat: boolean }): Promise<Outputs>;
  close(): Promise<void>;
}

export interface SessionOptions {
  /** Threads within one operator, 1 or more; at most 4 are used. */
  readonly threads: number;
  /**
   * Whether to compute 8-bit products without saturation on x64 processors that lack VNNI instructions.
   * Correct everywhere, slower with VNNI. Has no effect on arm64 and for float models.
   */
  readonly exact: boolean;
}

/**
 * Loads a model into ONNX Runtime on the CPU.
 *
 * @throws ModelError if the file cannot be loaded or does not match its manifest.
 */
export async function createSession(
  model: Pick<Model, 'bytes' | 'manifest'>,
  options: SessionOptions,
): Promise<Session> {
  const session = await loadModel(model, options);
  try {
    checkContract(session, model.manifest);
  } catch (error) {
    await session.release();
    throw error;
  }
  const { size } = model.manifest.input;
  return {
    explains: session.outputNames.includes('heat'),
    run: async (pixels, { heat } = { heat: false }) => {
      const feeds = { pixels: new Tensor('uint8', pixels, [1, size, size, 3]) };
      const outputs = await session.run(feeds, heat ? ['logits', 'heat'] : ['logits']);
      return { logits: getFloats(outputs.logits), heat: outputs.heat && readHeat(outputs.heat) };
    },
    close: () => session.release(),
  };
}

/** More wait for each other longer than they help a network of a few milliseconds. */
const maxThreads = 4;

async function loadModel(
  { bytes, manifest }: Pick<Model, 'bytes' | 'manifest'>,
  { threads, exact }: SessionOptions,
): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(bytes, {
      executionProviders: ['cpu'],
      intraOpNumThreads: Math.min(threads, maxThreads),
      interOpNumThreads: 1,
      logSeverityLevel: 3,
      extra: { session: exact ? { x64quantprecision: '1' } : {} },
    });
  } catch (cause) {
    throw new ModelError(
      `ONNX Runtime cannot load ${manifest.file} of model ${manifest.id}; install the model again.`,
      { cause },
    );
  }
}

function readHeat(tensor: Tensor): Heat {
  const [, , height = 0, width = 0] = tensor.dims;
  return { data: getFloats(tensor), height, width };
}

function getFloats(tensor: Tensor | undefined): Float32Array {
  if (tensor?.data instanceof Float32Array) return tensor.data;
  throw new ModelError('An output of the model is not float32.');
}
