import { rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { selfCheck } from '../../../functions/inference/self-check.ts';
import { startSession } from '../../../functions/inference/start-session.ts';
import { ModelError } from '../../../models/format/model-error.ts';
import { openModel } from '../../../models/store/open-model.ts';
import { modelFolder } from '../../support/fixtures.ts';
import { changeManifest, copyModel, replaceModelFile } from '../../support/model-folder.ts';

interface Damage {
  readonly name: string;
  readonly harm: (folder: string) => Promise<void>;
  readonly message: RegExp;
}

const labels = (count: number): string =>
  JSON.stringify(Array.from({ length: count }, () => ({ synset: null, label: 'thing' })));

const damages: Damage[] = [
  {
    name: 'a wrong hash',
    harm: (folder) => changeManifest(folder, () => ({ sha256: 'ab'.repeat(32) })),
    message:
      /^Model efficientnet-lite0 is damaged: the sha256 of model\.onnx is [0-9a-f]{64} and not the (ab){32} of its manifest; install it again\.$/,
  },
  {
    name: 'a wrong size',
    harm: (folder) => truncate(join(folder, 'model.onnx'), 1_000),
    message:
      /^Model efficientnet-lite0 is damaged: model\.onnx has 1000 bytes and not the \d+ of its manifest; install it again\.$/,
  },
  {
    name: 'a wrong class count',
    harm: (folder) => changeManifest(folder, () => ({ classes: 999 })),
    message: /^Model efficientnet-lite0 has 999 classes but 1000 labels in labels\.json\.$/,
  },
  {
    name: 'a class too few in manifest and labels',
    harm: async (folder) => {
      await changeManifest(folder, () => ({ classes: 999, labels: { en: 'labels.json' } }));
      await writeFile(join(folder, 'labels.json'), labels(999));
    },
    message:
      /^Model efficientnet-lite0 does not fit its manifest: tensor "logits" is float32 \[.*, 1000\] and not float32 \[n, 999\]\.$/,
  },
  {
    name: 'a wrong tensor shape',
    harm: (folder) =>
      changeManifest(folder, () => ({ input: { size: 240, resize: 256, filter: 'bilinear' } })),
    message:
      /^Model efficientnet-lite0 does not fit its manifest: tensor "pixels" is uint8 \[.*, 224, 224, 3\] and not uint8 \[n, 240, 240, 3\]\.$/,
  },
  {
    name: 'a file that is no ONNX',
    harm: (folder) => replaceModelFile(folder, Buffer.from('<html>404 Not Found</html>')),
    message:
      /^ONNX Runtime cannot load model\.onnx of model efficientnet-lite0; install the model again\.$/,
  },
  ...['manifest.json', 'model.onnx', 'labels.json', 'labels.zh.json'].map((file) => ({
    name: `no ${file}`,
    harm: (folder: string) => rm(join(folder, file)),
    message: new RegExp(`${file} cannot be read; is the model's folder complete\\?$`),
  })),
  ...['manifest.json', 'labels.json'].map((file) => ({
    name: `a ${file} that is not JSON`,
    harm: (folder: string) => writeFile(join(folder, file), '{"id": '),
    message: new RegExp(`${file} is not JSON\\.$`),
  })),
  {
    name: 'a manifest with a field of the wrong kind',
    harm: (folder) => changeManifest(folder, () => ({ classes: 'many' as unknown as number })),
    message: /manifest\.json is not valid: classes .+\.$/,
  },
  {
    name: 'other logits than its check records',
    harm: (folder) =>
      changeManifest(folder, ({ check }) => ({
        check: { ...check, logits: check.logits.map((logit) => -logit) },
      })),
    message:
      /^Model efficientnet-lite0 does not answer its check picture as recorded: logits differ by \d+\.\d{3} on average, [\d.]+ is allowed; install the model again\.$/,
  },
  {
    name: 'a check with logits for some classes only',
    harm: (folder) =>
      changeManifest(folder, ({ check }) => ({
        check: { ...check, logits: check.logits.slice(0, 999) },
      })),
    message: /^Model efficientnet-lite0 does not answer its check picture as recorded/,
  },
];

describe('starting a session', () => {
  test('answers the check picture as recorded, with whichever kernels do', async () => {
    const running = await startSession(await openModel(modelFolder), 1);
    expect(['default', 'exact']).toContain(running.kernels);
    const { tolerance } = running.manifest.check;
    expect(await selfCheck(running.session, running.manifest)).toBeLessThanOrEqual(tolerance);
    await running.session.close();
  });

  test.each(damages)('fails with one sentence for $name', async ({ harm, message }) => {
    const folder = await copyModel();
    await harm(folder);
    const failure = await openModel(folder)
      .then((model) => startSession(model, 1))
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ModelError);
    expect((failure as ModelError).message).toMatch(message);
    expect((failure as ModelError).message).not.toMatch(/[.!?]\s|\n/);
  });
});
