import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { picturePath } from '../support/fixtures.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { choose, drop, paste } from './add-pictures.ts';
import { withBrowser } from './browser.ts';
import { photograph } from './pictures.ts';
import { waitForAnswers } from './wait-for-answers.ts';

const browser = withBrowser();
const best = '#predictions li:first-child .label';
const unreachable = JSON.stringify({
  code: 'URL_UNREACHABLE',
  detail: 'No answer.',
  details: { reason: 'dns' },
});

async function type(page: Page, address: string): Promise<void> {
  await page.fill('#url', address);
  await page.keyboard.press('Enter');
}

test('a chosen photograph is shown with five predictions and their scores', async () => {
  const page = await browser.open();
  await choose(page, [photograph('coffee')]);
  await page.locator(best).waitFor();
  expect(await page.locator('#predictions .label').allTextContents()).toHaveLength(5);
  expect(await page.locator(best).textContent()).toBe('espresso');
  expect(await page.locator('#predictions .percent').first().textContent()).toMatch(/^9\d\.\d%$/);
  const drawn = await page.locator('#photo-image').evaluate((image) => {
    const { naturalWidth, naturalHeight } = image as HTMLImageElement;
    return [naturalWidth, naturalHeight];
  });
  expect(drawn).toEqual([600, 400]);
});

test('bars are as long as their scores', async () => {
  const page = await browser.open();
  await choose(page, [photograph('chelsea')]);
  await page.locator(best).waitFor();
  const bars = await page.locator('#predictions .bar').evaluateAll((bars) =>
    bars.map((bar) => {
      const length = Number.parseFloat(getComputedStyle(bar, '::after').inlineSize);
      return (100 * length) / bar.getBoundingClientRect().width;
    }),
  );
  const percents = await page.locator('#predictions .percent').allTextContents();
  for (const [at, percent] of percents.entries()) {
    expect(bars[at]).toBeCloseTo(Number.parseFloat(percent), 0);
  }
});

test('photographs dropped anywhere are answered', async () => {
  const page = await browser.open();
  await drop(page, [photograph('china'), photograph('coffee')]);
  await waitForAnswers(page, 2);
  expect(await page.locator(best).textContent()).toBe('palace');
});

test('an overlay is shown while files are dragged over the page', async () => {
  const page = await browser.open();
  const transfer = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['x'], 'x.jpg', { type: 'image/jpeg' }));
    return transfer;
  });
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  expect(await page.locator('#drop-overlay').isVisible()).toBe(true);
  await page.dispatchEvent('body', 'dragleave', { dataTransfer: transfer });
  expect(await page.locator('#drop-overlay').isVisible()).toBe(false);
});

test('a pasted photograph is answered, wherever the focus is', async () => {
  const page = await browser.open();
  await page.focus('#url');
  await paste(page, [photograph('coffee', 'image.png')]);
  await waitForAnswers(page, 1);
  expect(await page.locator(best).textContent()).toBe('espresso');
});

test.each([
  ['typed', (page: Page, url: string) => type(page, url)],
  ['pasted', (page: Page, url: string) => paste(page, { 'text/plain': url })],
  ['dropped', (page: Page, url: string) => drop(page, { 'text/uri-list': url })],
])('a %s address is fetched by the server, not by the page', async (_how, add) => {
  const page = await browser.open();
  const sent: unknown[] = [];
  await page.route('**/classify*', async (route) => {
    sent.push(route.request().postDataJSON());
    await route.fulfill({
      status: 502,
      contentType: 'application/problem+json',
      body: unreachable,
    });
  });
  await add(page, 'https://pictures.invalid/cats/tom.jpg?size=2');
  await waitForAnswers(page, 1);
  expect(sent).toEqual([
    {
      image: { url: 'https://pictures.invalid/cats/tom.jpg?size=2' },
      topK: 20,
      explain: true,
    },
  ]);
  expect(await page.locator('#caption .file').textContent()).toBe('tom.jpg');
  expect(await page.locator('#placeholder').textContent()).toContain(
    'A picture at pictures.invalid.',
  );
  expect(await page.locator('#status').textContent()).toMatch(/^This address cannot be reached\./);
});

test('an invalid address is an error in the form', async () => {
  const page = await browser.open();
  await type(page, 'cats');
  const error = page.getByRole('alert');
  expect(await error.textContent()).toMatch(/https:\/\//);
  expect(await page.locator('#url').getAttribute('aria-invalid')).toBe('true');
  await page.locator('#url').fill('https://');
  expect(await error.isVisible()).toBe(false);
  expect(await page.locator('#strip li').count()).toBe(0);
});

test('a clicked sample picture is answered', async () => {
  const page = await browser.open();
  await page.getByRole('button', { name: 'A cup of coffee' }).click();
  await waitForAnswers(page, 1);
  expect(await page.locator(best).textContent()).toBe('espresso');
});

test('the file inputs make iPhones send JPEG, and one opens the camera', async () => {
  const page = await browser.open();
  const file = page.locator('#file');
  expect(await file.getAttribute('accept')).toMatch(/^image\/jpeg,.*,\.heic,\.heif$/);
  const userAgent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)';
  const phone = await browser.open({ userAgent, hasTouch: true });
  expect(await phone.locator('#file').getAttribute('accept')).not.toMatch(/heic|\*/);
  expect(await file.getAttribute('multiple')).toBe('');
  expect(await page.locator('#camera').getAttribute('accept')).toBe('image/jpeg');
  expect(await page.locator('#camera').getAttribute('capture')).toBe('environment');
});

test('only the pictures of a dropped folder are sent', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'more'));
  mkdirSync(join(folder, '.cache'));
  cpSync(picturePath('coffee'), join(folder, 'more', 'coffee.JPG'));
  cpSync(picturePath('china'), join(folder, '.cache', 'china.jpg'));
  writeFileSync(join(folder, 'passwords.txt'), 'secret');
  try {
    const page = await browser.open();
    const session = await page.context().newCDPSession(page);
    const data = { items: [], files: [folder], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, x: 400, y: 400, data });
    }
    await waitForAnswers(page, 1);
    expect(await page.locator('#strip li').count()).toBe(1);
    expect(await page.locator('#caption .file').textContent()).toBe('coffee.JPG');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a drop without a picture is announced', async () => {
  const page = await browser.open();
  await drop(page, { 'text/uri-list': 'mailto:tom@pictures.invalid' });
  await page.getByRole('log').getByText('no readable picture').waitFor();
});

test('an address may have a stray %', async () => {
  const page = await browser.open();
  await page.route('**/classify*', (route) =>
    route.fulfill({ status: 502, contentType: 'application/problem+json', body: unreachable }),
  );
  await type(page, 'https://pictures.invalid/sale-100%.jpg');
  await waitForAnswers(page, 1);
  expect(await page.locator('#caption .file').textContent()).toBe('sale-100%.jpg');
});
