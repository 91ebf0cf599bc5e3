import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { shrinkPicture } from '../../../../client/cli/classify/shrink-picture.ts';
import { drawOverlay } from '../../../../client/cli/heatmap/overlay.ts';
import { root } from '../../../support/fixtures.ts';
import { difference } from '../../../support/pixels.ts';
import { decodeSquare } from '../../../support/square.ts';

/** Pictures that sharp itself does not open, or opens in other colours, with their sizes. */
const pictures = [
  ['cicp-p3.png', 96, 64],
  ['grey-limited.avif', 96, 64],
  ['grid-rotated.heic', 118, 168],
  ['24.bmp', 95, 64],
] as const;

const read = (name: string): Buffer => readFileSync(join(root, 'test/fixtures/pictures', name));

test.each(pictures)('%s is shrunk for an endpoint that takes less', async (name, width, height) => {
  const { bytes, shrunk } = await shrinkPicture(read(name), 10_000);
  expect(shrunk).toMatchObject({ from: { width, height }, to: { width, height } });
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width, height });
  const [small, original] = await Promise.all([decodeSquare(bytes), decodeSquare(read(name))]);
  expect(difference(small.pixels, original.pixels).mean).toBeLessThan(2);
});

test.each(pictures)('%s is drawn with its heat map', async (name, width, height) => {
  const image = { format: 'jpeg', width, height, bytes: 1 } as const;
  const explanation = {
    index: 0,
    width: 2,
    height: 1,
    values: [0, 1],
    region: { left: 0, top: 0, width, height },
  };
  const overlay = await drawOverlay(read(name), { image, explanation });
  expect(await sharp(overlay).metadata()).toMatchObject({ format: 'jpeg', width, height });
});
