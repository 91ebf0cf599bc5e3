import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { choose } from './add-pictures.ts';
import { withBrowser } from './browser.ts';
import { photograph, plain } from './pictures.ts';
import { waitForAnswers } from './wait-for-answers.ts';

const browser = withBrowser();

/** Replaces the map in the server's answers with one of 5 x 5 that is hot in one cell. */
async function answerHotAt(page: Page, [column, row]: readonly [number, number]): Promise<void> {
  await page.route('**/classify*', async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    const values = Array.from({ length: 25 }, (_, at) => (at === row * 5 + column ? 4 : -0.5));
    const region = { left: 200, top: 50, width: 500, height: 500 };
    answer.explanation = { ...answer.explanation, width: 5, height: 5, values, region };
    await route.fulfill({ response, json: answer });
  });
}

/** Finds the centre of the warm colours in the shown photograph, as fractions of its sides. */
async function findWarmest(page: Page): Promise<{ x: number; y: number }> {
  const shot = await page.locator('#picture').screenshot();
  const { data, info } = await sharp(shot)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  let [sum, x, y] = [0, 0, 0];
  for (let at = 0; at < info.width * info.height; at++) {
    const warmth = Math.max(0, (data[at * 3] ?? 0) - (data[at * 3 + 2] ?? 0) - 40);
    sum += warmth;
    x += warmth * (at % info.width);
    y += warmth * Math.floor(at / info.width);
  }
  return { x: x / sum / info.width, y: y / sum / info.height };
}

// The centre of column 3 and row 1 of five: 200 + 3.5 * 100 of 900 across, 50 + 1.5 * 100 of 600 down.
const expectedCentre = { x: 550 / 900, y: 200 / 600 };

test.each([
  ['dark', '#101010'],
  ['bright', '#f4f4f4'],
])('the map covers its region on a %s picture', async (_which, colour) => {
  const page = await browser.open();
  await answerHotAt(page, [3, 1]);
  await choose(page, [await plain(900, 600, colour)]);
  await waitForAnswers(page, 1);
  await page.getByRole('button', { name: 'Where it looked' }).click();
  const { x, y } = await findWarmest(page);
  expect(Math.abs(x - expectedCentre.x)).toBeLessThan(0.01);
  expect(Math.abs(y - expectedCentre.y)).toBeLessThan(0.01);
});

test('the corner marks enclose the region', async () => {
  const page = await browser.open();
  await answerHotAt(page, [3, 1]);
  await choose(page, [await plain(900, 600, '#808080')]);
  await waitForAnswers(page, 1);
  await page.keyboard.down('h');
  const picture = await page.locator('#picture').boundingBox();
  const marks = await page.locator('.marks').boundingBox();
  if (!picture || !marks) throw new Error('there are no marks');
  expect((marks.x - picture.x) / picture.width).toBeCloseTo(200 / 900, 2);
  expect((marks.y - picture.y) / picture.height).toBeCloseTo(50 / 600, 2);
  expect(marks.width / picture.width).toBeCloseTo(500 / 900, 2);
  expect(marks.height / picture.height).toBeCloseTo(500 / 600, 2);
});

test('the map is shown while the photograph or the key H is held', async () => {
  const page = await browser.open();
  await choose(page, [photograph('coffee')]);
  await waitForAnswers(page, 1);
  const heat = page.locator('#heat-map');
  expect(await heat.isVisible()).toBe(false);
  await page.hover('#picture');
  await page.mouse.down();
  expect(await heat.isVisible()).toBe(true);
  await page.mouse.up();
  expect(await heat.isVisible()).toBe(false);
  await page.keyboard.down('h');
  expect(await heat.isVisible()).toBe(true);
  await page.keyboard.up('h');
  expect(await heat.isVisible()).toBe(false);
});

test('the button keeps the map and announces where it is hottest', async () => {
  const page = await browser.open();
  await answerHotAt(page, [4, 0]);
  await choose(page, [await plain(900, 600, '#808080')]);
  await waitForAnswers(page, 1);
  const button = page.getByRole('button', { name: 'Where it looked' });
  expect(await button.getAttribute('aria-pressed')).toBe('false');
  await button.click();
  expect(await button.getAttribute('aria-pressed')).toBe('true');
  expect(await page.locator('#heat-map').isVisible()).toBe(true);
  // 650 of 900 across and 100 of 600 down: the last third and the first one.
  expect(await page.getByRole('log').textContent()).toContain('it looked mostly at the top right.');
});

test('a photograph with EXIF orientation is upright under its map', async () => {
  const page = await browser.open();
  const { bytes } = photograph('coffee');
  // Orientation 6: turn a quarter clockwise. https://exiftool.org/TagNames/EXIF.html
  const lying = await sharp(bytes).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  await choose(page, [{ name: 'lying.jpg', type: 'image/jpeg', bytes: lying }]);
  await waitForAnswers(page, 1);
  expect(await page.locator('#caption .facts').textContent()).toContain('400 × 600');
  await page.keyboard.down('h');
  const picture = await page.locator('#picture').boundingBox();
  const marks = await page.locator('.marks').boundingBox();
  if (!picture || !marks) throw new Error('there are no marks');
  expect(picture.height / picture.width).toBeCloseTo(1.5, 1);
  // The network sees 224 of 256 of the short side, in the middle, as a square.
  expect(marks.width / picture.width).toBeCloseTo(224 / 256, 2);
  expect(marks.height).toBeCloseTo(marks.width, 0);
  const below = picture.y + picture.height - (marks.y + marks.height);
  expect(Math.abs(marks.y - picture.y - below)).toBeLessThan(2);
});

test('a model without maps gets no request for one, and the button is hidden', async () => {
  const page = await browser.open();
  await page.route('**/trpc/model*', async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    body.result.data.explains = false;
    await route.fulfill({ response, json: body });
  });
  await page.reload();
  await page.locator('body[data-ready]').waitFor();
  const sent = page.waitForRequest('**/classify*');
  await choose(page, [photograph('coffee')]);
  expect(new URL((await sent).url()).searchParams.get('explain')).toBe('false');
  await waitForAnswers(page, 1);
  expect(await page.locator('#heat-map-toggle').isVisible()).toBe(false);
});
