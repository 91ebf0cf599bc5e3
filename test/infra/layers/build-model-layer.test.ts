import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildModelLayer } from '../../../infra/layers/build-model-layer.ts';
import { ModelError } from '../../../models/format/model-error.ts';
import { modelFolder } from '../../support/fixtures.ts';
import { changeManifest, copyModel } from '../../support/model-folder.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { readZip } from '../../support/zip.ts';

describe('buildModelLayer', () => {
  test('packs the files that the function needs, under model/', async () => {
    const to = join(temporaryFolder(), 'model.zip');
    const packed = await buildModelLayer({ folder: modelFolder, to });
    const zip = await readFile(to);
    const files = readZip(zip);
    expect(files.map(({ path }) => path)).toEqual([
      'model/LICENSE',
      'model/labels.json',
      'model/labels.zh.json',
      'model/manifest.json',
      'model/model.onnx',
      'model/validated.json',
    ]);
    for (const { path, bytes } of files) {
      const name = path.replace('model/', '');
      // The layer lists the files that it has.
      if (name === 'validated.json') continue;
      expect(bytes.equals(await readFile(join(modelFolder, name)))).toBe(true);
    }
    const listed = JSON.parse(`${files.at(-1)?.bytes}`);
    expect(Object.keys(listed)).toEqual(['labels.json', 'labels.zh.json', 'manifest.json']);
    const unzippedBytes = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
    expect(packed).toEqual({ path: to, zippedBytes: zip.length, unzippedBytes });
  });

  test('gives the same bytes from a later copy', async () => {
    const folder = temporaryFolder();
    const one = await buildModelLayer({ folder: modelFolder, to: join(folder, 'one.zip') });
    const other = await buildModelLayer({ folder: await copyModel(), to: join(folder, 'two.zip') });
    expect((await readFile(one.path)).equals(await readFile(other.path))).toBe(true);
  });

  test('rejects a model that does not match its manifest', async () => {
    const folder = await copyModel();
    await changeManifest(folder, () => ({ sha256: '0'.repeat(64) }));
    const to = join(folder, 'model.zip');
    await expect(buildModelLayer({ folder, to })).rejects.toThrow(ModelError);
    await expect(readFile(to)).rejects.toThrow('ENOENT');
  });
});
