import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { readPictureFixture } from '../support/fixtures.ts';
import { choose, type TestFile } from './add-pictures.ts';
import { withBrowser } from './browser.ts';
import { photograph, photographs } from './pictures.ts';
import { waitForAnswers } from './wait-for-answers.ts';

/** If set, the README's pictures are replaced; otherwise the tests write nothing. */
const updatePictures = process.env.UPDATE_PICTURES !== undefined;
const folder = fileURLToPath(new URL('pictures/', import.meta.url));
const browser = withBrowser();

async function takePicture(page: Page, name: string): Promise<void> {
  const shot = await page.screenshot({ type: 'png' });
  const picture = await sharp(shot).jpeg({ quality: 82, mozjpeg: true }).toBuffer();
  expect(picture.length).toBeLessThanOrEqual(250_000);
  if (updatePictures) await sharp(picture).toFile(join(folder, name));
}

/** Returns a portrait. */
async function portrait(): Promise<TestFile> {
  const bytes = await sharp(readPictureFixture('flower'))
    .resize(720, 960, { fit: 'cover', position: 'centre' })
    .jpeg()
    .toBuffer();
  return { name: 'dahlia.jpg', type: 'image/jpeg', bytes };
}

async function chooseFive(page: Page): Promise<void> {
  const five = [photograph('coffee'), photograph('chelsea'), await portrait()];
  await choose(page, [...five, photograph('china'), photograph('rocket')]);
  await waitForAnswers(page, 5);
}

test('in the light theme, with the heat map', async () => {
  const page = await browser.open({ viewport: { width: 1280, height: 800 } });
  await chooseFive(page);
  await page.locator('#definition', { hasText: 'strong black coffee' }).waitFor();
  await page.getByRole('button', { name: 'Where it looked' }).click();
  expect(await page.locator('#heat-map').isVisible()).toBe(true);
  await page.mouse.move(0, 0);
  await takePicture(page, 'espresso.jpg');
});

test('a contact sheet in the dark theme', async () => {
  const page = await browser.open({
    viewport: { width: 1280, height: 800 },
    colorScheme: 'dark',
  });
  await choose(page, await photographs(24));
  await waitForAnswers(page, 24);
  await takePicture(page, 'darkroom.jpg');
});

test('on a phone', async () => {
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
  await page.locator('#predictions .label:lang(zh)').first().waitFor();
  await page.locator('#definition', { hasText: 'a domestic cat of Egypt' }).waitFor();
  await takePicture(page, 'chinese.jpg');
});
