import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { choose } from './add-pictures.ts';
import { withBrowser } from './browser.ts';
import { photograph, photographs } from './pictures.ts';
import { waitForAnswers } from './wait-for-answers.ts';

const browser = withBrowser();

/** Lists axe's findings about the page as it is now: WCAG 2.2 AA and good practice. */
async function findViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<Found> } };
    interface Found {
      violations: { id: string; nodes: { html: string }[] }[];
    }
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

test.each([
  ['light, English', { colorScheme: 'light', locale: 'en-GB' }],
  ['dark, English', { colorScheme: 'dark', locale: 'en-GB' }],
  ['light, Chinese', { colorScheme: 'light', locale: 'zh-CN' }],
  [
    'dark, Chinese, a phone',
    { colorScheme: 'dark', locale: 'zh-CN', viewport: { width: 375, height: 700 } },
  ],
] as const)('axe finds nothing in any view: %s', async (_which, options) => {
  const page = await browser.open(options);
  expect(await findViolations(page)).toEqual([]);
  const bad = { name: 'bad.jpg', type: 'image/jpeg', bytes: Buffer.from('no picture') };
  await choose(page, [photograph('coffee'), bad]);
  await waitForAnswers(page, 2);
  await page.locator('#heat-map-toggle').click();
  expect(await findViolations(page)).toEqual([]);
  await page.keyboard.press('ArrowRight');
  expect(await findViolations(page)).toEqual([]);
  await page.keyboard.press('s');
  expect(await findViolations(page)).toEqual([]);
  await page.keyboard.press('s');
  await page.keyboard.press('ArrowLeft');
  await page.locator('#code-open').click();
  expect(await findViolations(page)).toEqual([]);
});

test('a screen reader hears each of a few answers and errors', async () => {
  const page = await browser.open();
  const bad = { name: 'bad.jpg', type: 'image/jpeg', bytes: Buffer.from('no picture') };
  await choose(page, [photograph('coffee'), bad]);
  await waitForAnswers(page, 2);
  const lines = await page.getByRole('log').locator('p').allTextContents();
  expect(lines).toHaveLength(2);
  expect(lines).toContainEqual(expect.stringMatching(/^coffee\.jpg: espresso, 9\d%$/));
  expect(lines).toContainEqual(expect.stringMatching(/^bad\.jpg: .*\btext\b/));
});

test('for many it hears the progress, not each answer', async () => {
  const page = await browser.open();
  await choose(page, await photographs(12));
  await waitForAnswers(page, 12);
  const lines = await page.getByRole('log').locator('p').allTextContents();
  expect(lines.length).toBeLessThan(6);
  expect(lines.at(-1)).toBe('12 of 12 answered');
});

test('nothing moves if the user prefers reduced motion', async () => {
  const page = await browser.open({ reducedMotion: 'reduce' });
  await page.route('**/classify*', () => new Promise(() => {}));
  await choose(page, [photograph('coffee')]);
  await page.locator('#answer[data-state="classifying"]').waitFor();
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});

test('otherwise only the waiting line moves', async () => {
  const page = await browser.open();
  await page.route('**/classify*', (route) => setTimeout(() => route.continue(), 1_000));
  await choose(page, [photograph('coffee')]);
  await page.locator('#answer[data-state="classifying"]').waitFor();
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(1);
  await waitForAnswers(page, 1);
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});
