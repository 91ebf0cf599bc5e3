import { expect, test } from 'vitest';
import { choose } from './add-pictures.ts';
import { load, withBrowser } from './browser.ts';
import { photograph } from './pictures.ts';
import { waitForAnswers } from './wait-for-answers.ts';

const browser = withBrowser();
const best = '#predictions li:first-child .label';

test.each([
  ['zh-CN', 'zh-Hans', '照片里有什么？'],
  ['zh-TW', 'zh-Hans', '照片里有什么？'],
  ['en-US', 'en', 'What is in the picture?'],
  ['fr-FR', 'en', 'What is in the picture?'],
])('a browser in %s gets the page in %s', async (locale, language, question) => {
  const page = await browser.open({ locale });
  expect(await page.locator('html').getAttribute('lang')).toBe(language);
  expect(await page.getByRole('heading', { level: 2 }).first().textContent()).toBe(question);
});

test('the language switch changes texts and labels, and is remembered', async () => {
  const page = await browser.open();
  await choose(page, [photograph('coffee')]);
  await waitForAnswers(page, 1);
  expect(await page.locator(best).textContent()).toBe('espresso');
  await page.getByRole('button', { name: '中文' }).click();
  const chinese = page.locator(`${best}:lang(zh)`);
  await chinese.waitFor();
  expect(await chinese.textContent()).toMatch(/^\p{Script=Han}+$/u);
  expect(await page.locator('#definition .english').textContent()).toBe(' espresso');
  expect(await page.getByRole('button', { name: '复制 JSON' }).isVisible()).toBe(true);
  await load(page, browser.url);
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-Hans');
  await page.getByRole('button', { name: 'English' }).click();
  expect(await page.locator(best).textContent()).toBe('espresso');
});

test('errors are in the language of the page', async () => {
  const page = await browser.open({ locale: 'zh-CN' });
  const notes = { name: 'notes.jpg', type: 'image/jpeg', bytes: Buffer.from('No picture.') };
  await choose(page, [notes]);
  await waitForAnswers(page, 1);
  expect(await page.locator('#status').textContent()).toBe(
    '这是 text，不是支持的图片。请使用 JPEG、PNG、WebP、GIF、TIFF、AVIF、HEIC 或 BMP。',
  );
});

test('a model without Chinese labels shows English ones, marked as English', async () => {
  const page = await browser.open({ locale: 'zh-CN' });
  await page.route('**/trpc/model*', async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    body.result.data.languages = ['en'];
    await route.fulfill({ response, json: body });
  });
  await load(page, browser.url);
  await choose(page, [photograph('coffee')]);
  await waitForAnswers(page, 1);
  expect(await page.locator(best).textContent()).toBe('espresso');
  expect(await page.locator(best).getAttribute('lang')).toBe('en');
});
