import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { fetchCheckpoint } from '../../../../client/cli/models/fetch-checkpoint.ts';
import { catalogue, type Published } from '../../../../models/store/catalogue.ts';
import { recordedSteps } from '../../../models/convert/recorded-steps.ts';
import { serve, whole } from '../../../models/store/download/server.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const file = randomBytes(2_500_000);
const steps = recordedSteps();
let cacheFolder: string;

beforeEach(() => {
  cacheFolder = temporaryFolder();
});

function published(url: string): Published {
  return {
    id: 'resnet18',
    title: 'ResNet-18',
    url,
    bytes: file.length,
    sha256: createHash('sha256').update(file).digest('hex'),
    licence: 'BSD-3-Clause',
    accuracy: { top1: 69.758, by: 'TorchVision' },
  };
}

test('a published checkpoint is downloaded once, counting its megabytes', async () => {
  const { url, requests } = await serve(whole(file));
  let megabytes = 0;
  const counting = {
    ...steps,
    run: <T>(_: string, work: (count: () => void) => Promise<T>) =>
      work(() => {
        megabytes += 1;
      }),
  };
  const options = { from: undefined, cacheFolder, steps: counting };
  const path = await fetchCheckpoint(published(url), options);
  expect(path).toBe(join(cacheFolder, 'resnet18.pth'));
  expect(readFileSync(path).equals(file)).toBe(true);
  expect(megabytes).toBe(2);
  expect(await fetchCheckpoint(published(url), options)).toBe(path);
  expect(requests).toHaveLength(1);
});

test('a server that sends another file is detected', async () => {
  const { url } = await serve(whole(randomBytes(file.length)));
  const options = { from: undefined, cacheFolder, steps };
  await expect(fetchCheckpoint(published(url), options)).rejects.toThrow(
    'is not the file that was expected',
  );
});

test('a copy of the user is used in place if its hash is right', async () => {
  const { url, requests } = await serve(whole(file));
  const from = join(cacheFolder, 'copy.pth');
  writeFileSync(from, file);
  expect(await fetchCheckpoint(published(url), { from, cacheFolder, steps })).toBe(from);
  writeFileSync(from, 'another');
  await expect(fetchCheckpoint(published(url), { from, cacheFolder, steps })).rejects.toThrow(
    `${from} is not the checkpoint of resnet18: its sha256 is `,
  );
  await expect(
    fetchCheckpoint(published(url), { from: join(cacheFolder, 'none'), cacheFolder, steps }),
  ).rejects.toThrow('none cannot be read.');
  expect(requests).toHaveLength(0);
});

test('the catalogue has the official ResNet-18', () => {
  // https://download.pytorch.org/models/: the file name carries the first digits of its hash.
  expect(catalogue).toMatchObject([
    {
      id: 'resnet18',
      url: 'https://download.pytorch.org/models/resnet18-f37072fd.pth',
      bytes: 46_830_571,
      sha256: 'f37072fd47e89c5e827621c5baffa7500819f7896bbacec160b1a16c560e07ec',
    },
  ]);
});
