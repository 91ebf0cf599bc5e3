import { join } from 'node:path';
import { ModelError } from '../format/model-error.ts';
import type { Model } from '../store/open-model.ts';
import { readJson } from '../store/read-json.ts';
import type { Network } from './graph/network.ts';
import { writeFloatNetwork } from './graph/write-float-network.ts';
import { calibrationSchema } from './quantize/calibration.ts';
import { quantize } from './quantize/quantize.ts';

/**
 * Makes a model's file again, of its checkpoint's network and the calibration in its folder, and
 * compares the bytes.
 *
 * @returns The same network in float32, to compare answers with.
 * @throws ModelError where they are not the same.
 */
export async function proveOrigin(
  { manifest, labels, bytes }: Model,
  network: Network,
  folder: string,
): Promise<Model> {
  const float = writeFloatNetwork(network);
  const calibration = manifest.calibration?.file;
  const again =
    calibration === undefined
      ? float
      : quantize(network, await readJson(join(folder, calibration), calibrationSchema));
  if (Buffer.compare(bytes, again) !== 0) {
    throw new ModelError(
      `${manifest.file} of model ${manifest.id} is not what its checkpoint gives: install the model again.`,
    );
  }
  return { manifest: { ...manifest, precision: 'fp32' }, labels, bytes: float };
}
