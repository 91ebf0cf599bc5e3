import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { choose } from './add-pictures.ts';
import { load, withBrowser } from './browser.ts';
import { photograph } from './pictures.ts';
import { waitForAnswers } from './wait-for-answers.ts';

const browser = withBrowser();
const best = '#predictions li:first-child .label';
/** Hash of a model that the server does not have. */
const sha256 = 'f'.repeat(64);

/** From now on the server describes a model with other classes; with `answers` it also answers with it. */
async function changeModel(page: Page, { answers }: { answers: boolean }): Promise<void> {
  // biome-ignore lint/suspicious/noExplicitAny: the server's response, to be changed.
  const change = (pattern: string, edit: (body: any) => void) =>
    page.route(pattern, async (route) => {
      const response = await route.fetch();
      const body = await response.json();
      edit(body);
      await route.fulfill({ response, json: body });
    });
  await change('**/trpc/model*', ({ result }) => Object.assign(result.data, { sha256 }));
  await change('**/trpc/labels*', ({ result }) => {
    for (const label of result.data) {
      Object.assign(label, { label: '胶片', definition: 'strip for photographs' });
    }
  });
  if (!answers) return;
  await change('**/classify*', ({ model, predictions }) => {
    Object.assign(model, { sha256 });
    for (const prediction of predictions) Object.assign(prediction, { label: 'film' });
  });
}

test('labels and definitions are those of the model that answered, not of the current one', async () => {
  const page = await browser.open({ locale: 'zh-CN' });
  await changeModel(page, { answers: false });
  await load(page, browser.url);
  await choose(page, [photograph('coffee')]);
  await waitForAnswers(page, 1);
  expect(await page.locator(best).textContent()).toBe('espresso');
  expect(await page.locator(best).getAttribute('lang')).toBe('en');
  expect(await page.locator('#definition').textContent()).toBe('espresso n07920052');
});

test('after a change of the model, new answers have its labels and older ones keep theirs', async () => {
  const page = await browser.open({ locale: 'zh-CN' });
  await choose(page, [photograph('coffee')]);
  const espresso = page.locator(best, { hasText: '意式浓缩咖啡' });
  await espresso.waitFor();
  await changeModel(page, { answers: true });
  await choose(page, [photograph('china')]);
  await waitForAnswers(page, 2);
  await page.locator(best, { hasText: '胶片' }).waitFor();
  await page.locator('#definition', { hasText: 'strip for photographs' }).waitFor();
  expect(await page.locator('#strip .name').allTextContents()).toEqual(['意式浓缩咖啡', '胶片']);
  await page.locator('#strip button').first().click();
  await espresso.waitFor();
});
