import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { choose, type TestFile } from './add-pictures.ts';
import { withBrowser } from './browser.ts';
import { photograph, photographs, plain } from './pictures.ts';
import { waitForAnswers } from './wait-for-answers.ts';

const browser = withBrowser();

async function measureOverflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

/** Gives the best prediction a long label. */
async function answerLongLabel(page: Page): Promise<void> {
  await page.route('**/classify*', async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    answer.predictions[0].label = 'German short-haired pointer';
    await route.fulfill({ response, json: answer });
  });
}

test.each([320, 375, 768, 1280, 1920])(
  'nothing overflows at %i pixels, in any view',
  async (width) => {
    const page = await browser.open({ viewport: { width, height: 700 } });
    expect(await measureOverflow(page)).toBeLessThanOrEqual(0);
    await answerLongLabel(page);
    const long = `${'IMG_a_name_as_phones_write_them_like_'.repeat(4)}.jpg`;
    const shapes = await photographs(4);
    await choose(page, [photograph('coffee', long), ...shapes, await plain(24, 24, '#c00')]);
    await waitForAnswers(page, 6);
    for (let frame = 0; frame < 6; frame++) {
      expect(await measureOverflow(page)).toBeLessThanOrEqual(0);
      await page.keyboard.press('ArrowRight');
    }
    await page.keyboard.press('s');
    expect(await measureOverflow(page)).toBeLessThanOrEqual(0);
  },
);

const upright = async (): Promise<TestFile> => plain(300, 1200, '#345');
const wide = async (): Promise<TestFile> => plain(2400, 400, '#345');

test.each([
  ['a photograph', async () => photograph('coffee'), 1.5],
  ['a tall portrait', upright, 0.25],
  ['a panorama', wide, 6],
  ['an icon', async () => plain(16, 16, '#c00'), 1],
])('%s keeps its proportions', async (_which, picture, aspect) => {
  for (const width of [375, 1280]) {
    const page = await browser.open({ viewport: { width, height: 800 } });
    await choose(page, [await picture()]);
    await waitForAnswers(page, 1);
    const box = await page.locator('#photo-image').boundingBox();
    if (!box) throw new Error('there is no photograph');
    expect(box.width / box.height).toBeCloseTo(aspect, 1);
    expect(box.height).toBeGreaterThanOrEqual(60);
    expect(box.height).toBeLessThan(800);
  }
});

test('the photograph is the largest thing on the page', async () => {
  const page = await browser.open();
  await choose(page, [photograph('coffee')]);
  await waitForAnswers(page, 1);
  const area = async (selector: string) => {
    const box = await page.locator(selector).boundingBox();
    return (box?.width ?? 0) * (box?.height ?? 0);
  };
  expect(await area('#photo-image')).toBeGreaterThan(1.5 * (await area('#answer')));
});

test('the theme follows the system, can be switched and is remembered', async () => {
  const page = await browser.open({ colorScheme: 'dark' });
  const paper = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  expect(await paper()).toBe('rgb(19, 16, 14)');
  await page.getByRole('button', { name: 'Light', exact: true }).click();
  expect(await paper()).toBe('rgb(246, 243, 236)');
  await page.reload();
  expect(await paper()).toBe('rgb(246, 243, 236)');
  await page.getByRole('button', { name: 'Dark', exact: true }).click();
  expect(await paper()).toBe('rgb(19, 16, 14)');
});
