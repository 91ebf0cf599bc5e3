import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type PictureName, readTorchPixels } from '../../support/fixtures.ts';

/** Returns the path of a fixture in test/fixtures/. */
export function fixturePath(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));
}

/** Reads PyTorch's logits, by network and picture. */
export function torchExpectations(): Record<string, Record<PictureName, number[]>> {
  return JSON.parse(readFileSync(fixturePath('networks/expected.json'), 'utf8'));
}

export interface NetworkOutput {
  readonly logits: Float32Array;
  readonly heat: Float32Array;
  readonly heatShape: readonly number[];
}

/** Opens a model file, with exact int8 kernels on processors without VNNI too. */
export async function openModel(
  file: Uint8Array,
  options: InferenceSession.SessionOptions = {},
): Promise<InferenceSession> {
  return await InferenceSession.create(file, {
    ...options,
    extra: { session: { x64quantprecision: '1' } },
  });
}

/** Runs a model on a picture of test/fixtures/torch/. */
export async function runPicture(
  session: InferenceSession,
  picture: PictureName,
): Promise<NetworkOutput> {
  const pixels = new Tensor('uint8', readTorchPixels(picture), [1, 224, 224, 3]);
  const { logits, heat } = await session.run({ pixels });
  return {
    logits: logits!.data as Float32Array,
    heat: heat!.data as Float32Array,
    heatShape: heat!.dims,
  };
}

/** Returns the greatest absolute difference of two lists. */
export function maxDifference(left: ArrayLike<number>, right: ArrayLike<number>): number {
  if (left.length !== right.length) return Number.POSITIVE_INFINITY;
  return Array.from(left, (value, index) => Math.abs(value - right[index]!)).reduce(
    (max, value) => Math.max(max, value),
    0,
  );
}

/** Returns the mean absolute difference of two lists. */
export function meanDifference(left: Float32Array, right: readonly number[]): number {
  return left.reduce((sum, value, index) => sum + Math.abs(value - right[index]!), 0) / left.length;
}
