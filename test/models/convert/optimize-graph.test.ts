import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { readCheckpoint } from '../../../models/checkpoint/read-checkpoint.ts';
import { optimizeGraph } from '../../../models/convert/optimize-graph.ts';
import { buildNetwork } from '../../../models/network/build-network.ts';
import { ModelProtoSchema } from '../../../models/proto/onnx_pb.ts';
import { calibrate } from '../../../models/quantize/calibrate.ts';
import { quantize } from '../../../models/quantize/quantize.ts';
import { modelFolder, pictureNames, readTorchPixels } from '../../support/fixtures.ts';
import { fixturePath, openModel, runPicture } from '../network/networks.ts';

function countOperators(file: Uint8Array): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { opType } of fromBinary(ModelProtoSchema, file).graph?.node ?? []) {
    counts.set(opType, (counts.get(opType) ?? 0) + 1);
  }
  return counts;
}

async function* calibrationPictures(): AsyncGenerator<Uint8Array> {
  for (const name of pictureNames) yield readTorchPixels(name);
}

test('an optimised graph computes in integers, and has the same outputs', async () => {
  const network = buildNetwork(await readCheckpoint(fixturePath('checkpoints/tiny-resnet18.pth')));
  const file = quantize(network, await calibrate(network, calibrationPictures()));
  const optimized = await optimizeGraph(file);
  const [before, after] = [countOperators(file), countOperators(optimized)];
  expect(after.get('QLinearConv')).toBe(before.get('Conv'));
  expect(after.has('Conv')).toBe(false);

  const sessions = [await openModel(file), await openModel(optimized)] as const;
  for (const name of pictureNames) {
    const [expected, outputs] = [
      await runPicture(sessions[0], name),
      await runPicture(sessions[1], name),
    ];
    expect(outputs).toEqual(expected);
  }
});

test('the graph of the embedded model is optimised already', async () => {
  const file = readFileSync(join(modelFolder, 'model.onnx'));
  const counts = countOperators(file);
  // EfficientNet-Lite0 has 49 convolutions.
  expect(counts.get('QLinearConv')).toBe(49);
  expect(counts.has('Conv')).toBe(false);
});
