import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { readPictureFixture } from '../support/fixtures.ts';
import { answered } from './answered.ts';
import { withBrowser } from './browser.ts';
import { choose, type Handed } from './hand-over.ts';
import { photograph, photographs } from './pictures.ts';

/** Set to take the README's pictures anew; otherwise tests leave no trace. */
const updatePictures = process.env.UPDATE_PICTURES !== undefined;
const folder = fileURLToPath(new URL('pictures/', import.meta.url));
const browser = withBrowser();

async function takePicture(page: Page, name: string): Promise<void> {
  const shot = await page.screenshot({ type: 'png' });
  const picture = await sharp(shot).jpeg({ quality: 82, mozjpeg: true }).toBuffer();
  expect(picture.length).toBeLessThanOrEqual(250_000);
  if (updatePictures) await sharp(picture).toFile(join(folder, name));
}

/** A flower upright among what lies. */
async function upright(): Promise<Handed> {
  const bytes = await sharp(readPictureFixture('flower'))
    .resize(720, 960, { fit: 'cover', position: 'centre' })
    .jpeg()
    .toBuffer();
  return { name: 'dahlia.jpg', type: 'image/jpeg', bytes };
}

async function chooseFive(page: Page): Promise<void> {
  const five = [photograph('coffee'), photograph('chelsea'), await upright()];
  await choose(page, [...five, photograph('china'), photograph('rocket')]);
  await answered(page, 5);
}

test('on a light table, with where the network looked', async () => {
  const page = await browser.open({ viewport: { width: 1280, height: 800 } });
  await chooseFive(page);
  await page.locator('#definition', { hasText: 'strong black coffee' }).waitFor();
  await page.getByRole('button', { name: 'Where it looked' }).click();
  expect(await page.locator('#heat').isVisible()).toBe(true);
  await page.mouse.move(0, 0);
  await takePicture(page, 'espresso.jpg');
});

test('a contact sheet in the darkroom', async () => {
  const page = await browser.open({
    viewport: { width: 1280, height: 800 },
    colorScheme: 'dark',
  });
  await choose(page, await photographs(24));
  await answered(page, 24);
  await takePicture(page, 'darkroom.jpg');
});

test('on a telephone', async () => {
  const page = await browser.open({
    viewport: { width: 375, height: 760 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
  });
  await chooseFive(page);
  await page
    .locator('#definition', { hasText: 'strong black coffee' })
    .waitFor({ state: 'attached' });
  await takePicture(page, 'telephone.jpg');
});

test('in Chinese', async () => {
  const page = await browser.open({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' });
  await chooseFive(page);
  await page.locator('#strip button').nth(1).click();
  await page.locator('#names .label:lang(zh)').first().waitFor();
  await page.locator('#definition', { hasText: 'a domestic cat of Egypt' }).waitFor();
  await takePicture(page, 'chinese.jpg');
});
