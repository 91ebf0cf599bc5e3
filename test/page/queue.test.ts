import { expect, test } from 'vitest';
import { answered } from './answered.ts';
import { load, withBrowser } from './browser.ts';
import { choose } from './hand-over.ts';
import { photograph, photographs } from './pictures.ts';
import { holdFirstShrinking, takeAtMost } from './shrinking.ts';

const browser = withBrowser();

test('sixteen photographs come as a contact sheet, each with its number and best name', async () => {
  const page = await browser.open();
  await choose(page, await photographs(16));
  await answered(page, 16);
  expect(await page.locator('body').getAttribute('data-view')).toBe('sheet');
  expect(await page.locator('#progress').textContent()).toBe('16 of 16 answered');
  expect(await page.locator('#strip .edge').allTextContents()).toEqual(
    Array.from({ length: 16 }, (_, at) => String(at + 1)),
  );
  const first = page.locator('#strip li').first();
  expect(await first.locator('.name').textContent()).toBe('espresso');
  expect(await first.locator('.percent').textContent()).toMatch(/^\d\d\.\d%$/);
  await page.locator('#strip button').nth(1).click();
  expect(await page.locator('#caption').textContent()).toContain('chelsea-2.jpg');
  expect(await page.locator('#names li').count()).toBe(5);
});

test('frames are there at once, and a few are asked for at a time', async () => {
  const page = await browser.open();
  let [running, most] = [0, 0];
  await page.route('**/classify*', async (route) => {
    running += 1;
    most = Math.max(most, running);
    const response = await route.fetch();
    running -= 1;
    await route.fulfill({ response });
  });
  await choose(page, await photographs(20));
  await page.locator('#strip li').nth(19).waitFor();
  expect(await page.locator('#strip li').count()).toBe(20);
  await answered(page, 20);
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(4);
});

test('the rest of a batch can be stopped', async () => {
  const page = await browser.open();
  await page.route('**/classify*', () => new Promise(() => {}));
  await choose(page, await photographs(5));
  await page.getByRole('button', { name: 'Stop all' }).click();
  await answered(page, 5);
  expect(await page.locator('#progress').textContent()).toBe('0 of 5 answered, 5 failed');
});

test('a frame is removed with its number, and the next one is looked at', async () => {
  const page = await browser.open();
  await choose(page, [photograph('coffee'), photograph('chelsea'), photograph('china')]);
  await answered(page, 3);
  await page.locator('#strip button').nth(1).click();
  await page.getByRole('button', { name: 'Remove' }).click();
  expect(await page.locator('#strip .edge').allTextContents()).toEqual(['1', '3']);
  expect(await page.locator('#caption .file').textContent()).toBe('china.jpg');
});

test('the session is still there after the page is loaded again, until it is cleared', async () => {
  const page = await browser.open();
  await choose(page, [photograph('coffee'), photograph('china')]);
  await answered(page, 2);
  await load(page, browser.url);
  await answered(page, 2);
  expect(await page.locator('#names .label').first().textContent()).toBe('palace');
  const [width] = await page
    .locator('#photograph')
    .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth));
  expect(width).toBe(480);
  await page.keyboard.down('h');
  expect(await page.locator('#heat').isVisible()).toBe(true);
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.locator('#question').waitFor();
  await load(page, browser.url);
  expect(await page.locator('#strip li').count()).toBe(0);
});

test('nothing of one session is seen in another', async () => {
  const page = await browser.open();
  await choose(page, [photograph('coffee')]);
  await answered(page, 1);
  const other = await browser.open();
  expect(await other.locator('#strip li').count()).toBe(0);
});

test('late work of before a clearing touches no frame of after it', async () => {
  const page = await browser.open();
  await takeAtMost(30_000, page);
  let asked = 0;
  page.on('request', (request) => {
    if (/\/classify/.test(request.url())) asked += 1;
  });
  const first = await holdFirstShrinking(page);
  await choose(page, [photograph('coffee')]);
  await page.locator('#answer[data-state="shrinking"]').waitFor();
  await page.getByRole('button', { name: 'Clear' }).click();
  await choose(page, [photograph('china')]);
  await answered(page, 1);
  await first.letGo();
  await choose(page, [photograph('coffee')]);
  await answered(page, 2);
  expect(asked).toBe(2);
  expect(await page.locator('#strip .edge').allTextContents()).toEqual(['1', '2']);
  expect(await page.locator('#strip .name').allTextContents()).toEqual(['palace', 'espresso']);
});

test('what is stopped while it is made smaller and tried again is asked for once', async () => {
  const page = await browser.open();
  await takeAtMost(30_000, page);
  let asked = 0;
  page.on('request', (request) => {
    if (/\/classify/.test(request.url())) asked += 1;
  });
  const first = await holdFirstShrinking(page);
  await choose(page, [photograph('coffee')]);
  await page.locator('#answer[data-state="shrinking"]').waitFor();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  expect(await page.locator('#status').textContent()).toBe('Stopped.');
  await page.getByRole('button', { name: 'Try again' }).click();
  await answered(page, 1);
  await first.letGo();
  await choose(page, [photograph('china')]);
  await answered(page, 2);
  expect(asked).toBe(2);
  expect(await page.locator('#strip .name').allTextContents()).toEqual(['espresso', 'palace']);
});

test('however many frames there are, clearing draws once for the roll and once for the view', async () => {
  const page = await browser.open();
  await page.route('**/classify*', () => new Promise(() => {}));
  await choose(page, await photographs(30));
  await page.locator('#strip li').nth(29).waitFor();
  const drawn = await page.evaluate(() => {
    const observer = new MutationObserver(() => {});
    observer.observe(document.querySelector('#progress') as Element, { childList: true });
    document.querySelector<HTMLButtonElement>('#clear')?.click();
    return observer.takeRecords().length;
  });
  expect(drawn).toBe(2);
  await page.locator('#question').waitFor();
  expect(await page.locator('#strip li').count()).toBe(0);
});
