import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCheckpoint } from '../../models/checkpoint/read-checkpoint.ts';
import { optimizeGraph } from '../../models/convert/optimize-graph.ts';
import { buildNetwork } from '../../models/network/build-network.ts';
import { writeFloatNetwork } from '../../models/network/float-arithmetic.ts';
import { calibrationSchema } from '../../models/quantize/calibration.ts';
import { quantize } from '../../models/quantize/quantize.ts';
import { computeSha256 } from '../../models/store/files.ts';
import { fixturePath, maxDifference, openModel, runPicture } from '../models/network/networks.ts';
import { modelFolder, pictureNames } from '../support/fixtures.ts';
import { embeddedFiles } from './embedded-files.ts';

const folder = process.env.PARITY_FOLDER ?? '';
const lite0 = join(folder, 'efficientnet-lite0-57934424.pth');

/** Reads PyTorch's logits, by file name of the picture. */
function readLogits(path: string): Record<string, number[]> {
  const { logits, pictures } = JSON.parse(readFileSync(path, 'utf8'));
  if (logits) return logits;
  const entries = Object.entries<{ logits: number[] }>(pictures);
  return Object.fromEntries(entries.map(([name, each]) => [name, each.logits]));
}

const tiny = fixturePath('networks/tiny-resnet18.expected.json');

describe('float32 matches PyTorch on the same pixels', () => {
  test.each([
    [fixturePath('checkpoints/tiny-resnet18.pth'), tiny, 1e-4],
    [fixturePath('checkpoints/tiny-resnet18.legacy.pth'), tiny, 1e-4],
    [fixturePath('checkpoints/tiny-resnet18.safetensors'), tiny, 1e-4],
    [lite0, join(folder, 'efficientnet-lite0.expected.json'), 2e-3],
    [join(folder, 'resnet18-standin.pth'), join(folder, 'resnet18-standin.expected.json'), 2e-3],
  ])('%s', async (checkpoint, expectations, max) => {
    const session = await openModel(
      writeFloatNetwork(buildNetwork(await readCheckpoint(checkpoint))),
    );
    const expected = readLogits(expectations);
    for (const picture of pictureNames) {
      const { logits } = await runPicture(session, picture);
      expect(maxDifference(logits, expected[`${picture}.jpg`]!)).toBeLessThan(max);
    }
    await session.release();
  });
});

describe('the embedded model', () => {
  const embedded = (name: string) => join(modelFolder, name);
  const manifest = () => JSON.parse(readFileSync(embedded('manifest.json'), 'utf8'));

  if (process.env.UPDATE_EMBEDDED !== undefined) {
    test('is rebuilt', async () => {
      for (const [name, content] of Object.entries(await embeddedFiles(lite0, manifest()))) {
        await writeFile(embedded(name), content);
      }
    });
  }

  test('is built from the checkpoint in its manifest', async () => {
    expect(await computeSha256(lite0)).toBe(manifest().source.sha256);
  });

  test('can be rebuilt byte for byte from its checkpoint and calibration', async () => {
    const text = readFileSync(embedded('calibration.json'), 'utf8');
    const calibration = calibrationSchema.parse(JSON.parse(text));
    const bytes = await optimizeGraph(
      quantize(buildNetwork(await readCheckpoint(lite0)), calibration),
    );
    expect(Buffer.compare(bytes, readFileSync(embedded('model.onnx')))).toBe(0);
  });

  test('is at most 5.2 MB', () => {
    expect(manifest().bytes).toBeLessThanOrEqual(5_200_000);
  });
});
