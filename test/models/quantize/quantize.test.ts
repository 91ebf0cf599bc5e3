import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { readCheckpoint } from '../../../models/checkpoint/read-checkpoint.ts';
import { ModelError } from '../../../models/format/model-error.ts';
import { buildNetwork } from '../../../models/network/build-network.ts';
import type { Network } from '../../../models/network/network.ts';
import { ModelProtoSchema } from '../../../models/proto/onnx_pb.ts';
import { calibrate } from '../../../models/quantize/calibrate.ts';
import { calibrationSchema } from '../../../models/quantize/calibration.ts';
import { quantize } from '../../../models/quantize/quantize.ts';
import { pictureNames, readTorchPixels } from '../../support/fixtures.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { seededEfficientnetLite0, seededResnet18 } from '../convert/seeded-checkpoint.ts';
import {
  fixturePath,
  meanDifference,
  openModel,
  runPicture,
  torchExpectations,
} from '../network/networks.ts';

const tiny = buildNetwork(await readCheckpoint(fixturePath('checkpoints/tiny-resnet18.pth')));

async function* calibrationPictures(): AsyncGenerator<Uint8Array> {
  for (const name of pictureNames) yield readTorchPixels(name);
}

async function quantized(network: Network): Promise<Uint8Array> {
  return quantize(network, await calibrate(network, calibrationPictures()));
}

/** Counts the nodes of each operator in the graph that ONNX Runtime runs. */
async function countOperators(file: Uint8Array): Promise<Record<string, number>> {
  const optimized = join(temporaryFolder(), 'model.onnx');
  const quiet = { logSeverityLevel: 3 } as const;
  await (await openModel(file, { optimizedModelFilePath: optimized, ...quiet })).release();
  const { graph } = fromBinary(ModelProtoSchema, readFileSync(optimized));
  const counts: Record<string, number> = {};
  for (const { opType } of graph!.node) counts[opType] = (counts[opType] ?? 0) + 1;
  return counts;
}

/** Operators of pooling, the last layer, and the activation maps of five classes. */
const head = {
  QLinearGlobalAveragePool: 1,
  Flatten: 1,
  QGemm: 1,
  TopK: 1,
  Gather: 2,
  Unsqueeze: 1,
  Cast: 1,
  Mul: 1,
  DequantizeLinear: 1,
  MatMul: 1,
  Reshape: 2,
  Transpose: 2,
};

test('a ResNet-18 runs in integers and matches PyTorch', async () => {
  const network = buildNetwork(seededResnet18());
  const file = await quantized(network);
  expect(await countOperators(file)).toEqual({
    ...{ Split: 1, Pad: 3, Concat: 1 },
    ...{ QLinearConv: 20, NhwcMaxPool: 1, QLinearAdd: 8 },
    ...head,
  });
  const session = await openModel(file);
  const expectations = torchExpectations()['seeded-resnet18']!;
  for (const picture of ['chelsea', 'coffee'] as const) {
    const { logits, heat, heatShape } = await runPicture(session, picture);
    const expected = expectations[picture];
    expect(meanDifference(logits, expected)).toBeLessThan(0.05);
    const best = expected.indexOf(Math.max(...expected));
    expect(logits.indexOf(Math.max(...logits))).toBe(best);
    expect(heatShape).toEqual([1, 5, 7, 7]);
    const mean = heat.subarray(0, 49).reduce((sum, value) => sum + value, 0) / 49;
    const bias = network.classifier.bias[best]!;
    expect(Math.abs(mean + bias - logits[best]!)).toBeLessThan(0.1);
  }
});

test('an EfficientNet-Lite0 runs in integers', async () => {
  const network = buildNetwork(seededEfficientnetLite0());
  const file = await quantized(network);
  expect(await countOperators(file)).toEqual({ QLinearConv: 49, QLinearAdd: 9, ...head });
  expect(file.length).toBeLessThan(3.8e6);
});

test('the same checkpoint and calibration give the same bytes everywhere', () => {
  const calibration = calibrationSchema.parse(
    JSON.parse(readFileSync(fixturePath('networks/tiny-resnet18.calibration.json'), 'utf8')),
  );
  const digest = createHash('sha256').update(quantize(tiny, calibration)).digest('hex');
  expect(digest).toBe('2b2b7664a28f4aa3b59e889dd09839322f1ee4a4546d4d848ee075d83a6c56fc');
});

test.each(['conv1', 'layer1.0.conv1', 'pooled'])(
  'refuses a calibration of another network, without %s',
  async (name) => {
    const { [name]: _, ...rest } = await calibrate(tiny, calibrationPictures());
    expect(() => quantize(tiny, rest)).toThrow(
      new ModelError(`This calibration belongs to another network: \`${name}\` does not match.`),
    );
  },
);

test('refuses a calibration of a network of another width', async () => {
  const calibration = await calibrate(tiny, calibrationPictures());
  const narrow = { ...calibration, 'layer1.0': { range: [0, 1] as const, mean: [0.5] } };
  expect(() => quantize(tiny, narrow)).toThrow(
    new ModelError('This calibration belongs to another network: `layer1.0` does not match.'),
  );
});
