import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, onTestFinished, test } from 'vitest';
import { createTestClassifier } from '../support/classifier.ts';
import { root } from '../support/fixtures.ts';
import { coffee } from './pictures.ts';

const options = { topK: 1, minScore: 0, explain: false };
/** A loader of the whole process, whichever thread blocks or unblocks it. */
const loader = { operation: ['VipsForeignLoadPngBuffer'] };

test('a thread for HEIC that starts does not touch the loaders that others are using', async () => {
  const classifier = createTestClassifier();
  await classifier.start();
  const png = await sharp(coffee).png().toBuffer();
  const heic = readFileSync(join(root, 'test/fixtures/pictures/still.heic'));

  // A thread that set the loaders up again would block all of them, and then allow this one.
  sharp.block(loader);
  onTestFinished(() => sharp.unblock(loader));
  await classifier.classify({ bytes: heic }, options);
  await expect(sharp(png).metadata()).rejects.toThrow('unsupported image format');
});
