import { expect, test } from 'vitest';
import { choose } from './add-pictures.ts';
import { load, withBrowser } from './browser.ts';
import { photograph, photographs } from './pictures.ts';
import { holdFirstShrinking, limitPictures } from './shrinking.ts';
import { waitForAnswers } from './wait-for-answers.ts';

const browser = withBrowser();

test('sixteen photographs open as a contact sheet, each with its number and best label', async () => {
  const page = await browser.open();
  await choose(page, await photographs(16));
  await waitForAnswers(page, 16);
  expect(await page.locator('body').getAttribute('data-view')).toBe('sheet');
  expect(await page.locator('#progress').textContent()).toBe('16 of 16 answered');
  expect(await page.locator('#strip .display-number').allTextContents()).toEqual(
    Array.from({ length: 16 }, (_, at) => String(at + 1)),
  );
  const first = page.locator('#strip li').first();
  expect(await first.locator('.name').textContent()).toBe('espresso');
  expect(await first.locator('.percent').textContent()).toMatch(/^\d\d\.\d%$/);
  await page.locator('#strip button').nth(1).click();
  expect(await page.locator('#caption').textContent()).toContain('chelsea-2.jpg');
  expect(await page.locator('#predictions li').count()).toBe(5);
});

test('frames are shown at once, and a few requests are in flight', async () => {
  const page = await browser.open();
  let [running, maxRunning] = [0, 0];
  await page.route('**/classify*', async (route) => {
    running += 1;
    maxRunning = Math.max(maxRunning, running);
    const response = await route.fetch();
    running -= 1;
    await route.fulfill({ response });
  });
  await choose(page, await photographs(20));
  await page.locator('#strip li').nth(19).waitFor();
  expect(await page.locator('#strip li').count()).toBe(20);
  await waitForAnswers(page, 20);
  expect(maxRunning).toBeGreaterThan(1);
  expect(maxRunning).toBeLessThanOrEqual(4);
});

test('the rest of a batch can be stopped', async () => {
  const page = await browser.open();
  await page.route('**/classify*', () => new Promise(() => {}));
  await choose(page, await photographs(5));
  await page.getByRole('button', { name: 'Stop all' }).click();
  await waitForAnswers(page, 5);
  expect(await page.locator('#progress').textContent()).toBe('0 of 5 answered, 5 failed');
});

test('a frame is removed with its number, and the next one is selected', async () => {
  const page = await browser.open();
  await choose(page, [photograph('coffee'), photograph('chelsea'), photograph('china')]);
  await waitForAnswers(page, 3);
  await page.locator('#strip button').nth(1).click();
  await page.getByRole('button', { name: 'Remove' }).click();
  expect(await page.locator('#strip .display-number').allTextContents()).toEqual(['1', '3']);
  expect(await page.locator('#caption .file').textContent()).toBe('china.jpg');
});

test('the session survives a reload, until it is cleared', async () => {
  const page = await browser.open();
  await choose(page, [photograph('coffee'), photograph('china')]);
  await waitForAnswers(page, 2);
  await load(page, browser.url);
  await waitForAnswers(page, 2);
  expect(await page.locator('#predictions .label').first().textContent()).toBe('palace');
  const [width] = await page
    .locator('#photo-image')
    .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth));
  expect(width).toBe(480);
  await page.keyboard.down('h');
  expect(await page.locator('#heat-map').isVisible()).toBe(true);
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.locator('#question').waitFor();
  await load(page, browser.url);
  expect(await page.locator('#strip li').count()).toBe(0);
});

test('sessions are separate', async () => {
  const page = await browser.open();
  await choose(page, [photograph('coffee')]);
  await waitForAnswers(page, 1);
  const other = await browser.open();
  expect(await other.locator('#strip li').count()).toBe(0);
});

test('work from before "Clear" does not affect later frames', async () => {
  const page = await browser.open();
  await limitPictures(30_000, page);
  let requests = 0;
  page.on('request', (request) => {
    if (/\/classify/.test(request.url())) requests += 1;
  });
  const first = await holdFirstShrinking(page);
  await choose(page, [photograph('coffee')]);
  await page.locator('#answer[data-state="shrinking"]').waitFor();
  await page.getByRole('button', { name: 'Clear' }).click();
  await choose(page, [photograph('china')]);
  await waitForAnswers(page, 1);
  await first.release();
  await choose(page, [photograph('coffee')]);
  await waitForAnswers(page, 2);
  expect(requests).toBe(2);
  expect(await page.locator('#strip .display-number').allTextContents()).toEqual(['1', '2']);
  expect(await page.locator('#strip .name').allTextContents()).toEqual(['palace', 'espresso']);
});

test('a frame stopped while it is shrunk and then retried is sent once', async () => {
  const page = await browser.open();
  await limitPictures(30_000, page);
  let requests = 0;
  page.on('request', (request) => {
    if (/\/classify/.test(request.url())) requests += 1;
  });
  const first = await holdFirstShrinking(page);
  await choose(page, [photograph('coffee')]);
  await page.locator('#answer[data-state="shrinking"]').waitFor();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  expect(await page.locator('#status').textContent()).toBe('Stopped.');
  await page.getByRole('button', { name: 'Try again' }).click();
  await waitForAnswers(page, 1);
  await first.release();
  await choose(page, [photograph('china')]);
  await waitForAnswers(page, 2);
  expect(requests).toBe(2);
  expect(await page.locator('#strip .name').allTextContents()).toEqual(['espresso', 'palace']);
});

test('however many frames there are, "Clear" draws once for the session and once for the view', async () => {
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
