import { rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { selfCheck } from '../../../functions/inference/self-check.ts';
import { closeOnError, startSession } from '../../../functions/inference/start-session.ts';
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
      /^Model efficientnet-lite0 is damaged: the sha256 of model\.onnx is [0-9a-f]{64}, expected (ab){32}; install it again\.$/,
  },
  {
    name: 'a wrong size',
    harm: (folder) => truncate(join(folder, 'model.onnx'), 1_000),
    message:
      /^Model efficientnet-lite0 is damaged: model\.onnx has 1000 bytes, expected \d+; install it again\.$/,
  },
  {
    name: 'a wrong class count',
    harm: (folder) => changeManifest(folder, () => ({ classes: 999 })),
    message: /^Model efficientnet-lite0 has 999 classes but 1000 labels in labels\.json; /,
  },
  {
    name: 'a class too few in manifest and labels',
    harm: async (folder) => {
      await changeManifest(folder, () => ({ classes: 999, labels: { en: 'labels.json' } }));
      await writeFile(join(folder, 'labels.json'), labels(999));
    },
    message:
      /^Model efficientnet-lite0 does not fit its manifest: tensor "logits" is float32 \[.*, 1000\], expected float32 \[n, 999\]\.$/,
  },
  {
    name: 'a wrong tensor shape',
    harm: (folder) =>
      changeManifest(folder, () => ({ input: { size: 240, resize: 256, filter: 'bilinear' } })),
    message:
      /^Model efficientnet-lite0 does not fit its manifest: tensor "pixels" is uint8 \[.*, 224, 224, 3\], expected uint8 \[n, 240, 240, 3\]\.$/,
  },
  {
    name: 'a file that is not ONNX',
    harm: (folder) => replaceModelFile(folder, Buffer.from('<html>404 Not Found</html>')),
    message:
      /^ONNX Runtime cannot load model\.onnx of model efficientnet-lite0; install the model again\.$/,
  },
  ...['manifest.json', 'model.onnx', 'labels.json', 'labels.zh.json'].map((file) => ({
    name: `no ${file}`,
    harm: (folder: string) => rm(join(folder, file)),
    message: new RegExp(`${file} cannot be read; check that the model's folder is complete\\.$`),
  })),
  ...['manifest.json', 'labels.json'].map((file) => ({
    name: `a ${file} that is not JSON`,
    harm: (folder: string) => writeFile(join(folder, file), '{"id": '),
    message: new RegExp(`${file} is not valid JSON; `),
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
      /^Model efficientnet-lite0 failed its self-check: logits differ by \d+\.\d{3} on average, the limit is [\d.]+; /,
  },
  {
    name: 'a check with logits for some classes only',
    harm: (folder) =>
      changeManifest(folder, ({ check }) => ({
        check: { ...check, logits: check.logits.slice(0, 999) },
      })),
    message: /^Model efficientnet-lite0 failed its self-check: /,
  },
];

describe('starting a session', () => {
  test('gives the recorded logits for the check picture, with either kernels', async () => {
    const model = await startSession(await openModel(modelFolder), 1);
    expect(['default', 'exact']).toContain(model.kernels);
    const { tolerance } = model.manifest.check;
    expect(await selfCheck(model.session, model.manifest)).toBeLessThanOrEqual(tolerance);
    await model.session.close();
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

describe('a session', () => {
  const stub = () => {
    const closed: string[] = [];
    const close = async () => void closed.push('closed');
    return { closed, session: { explains: true, run: () => Promise.reject(), close } };
  };

  test('is closed if the work fails, so that no start leaves one behind', async () => {
    const { session, closed } = stub();
    const failure = new Error('wrong answer');
    await expect(closeOnError(session, () => Promise.reject(failure))).rejects.toBe(failure);
    expect(closed).toEqual(['closed']);
  });

  test('stays open otherwise', async () => {
    const { session, closed } = stub();
    expect(await closeOnError(session, async () => 'right')).toBe('right');
    expect(closed).toEqual([]);
  });
});
