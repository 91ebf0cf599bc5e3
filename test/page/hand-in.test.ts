import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { picturePath } from '../support/fixtures.ts';
import { answered } from './answered.ts';
import { withBrowser } from './browser.ts';
import { choose, drop, paste } from './hand-over.ts';
import { photograph } from './pictures.ts';

const browser = withBrowser();
const best = '#names li:first-child .label';
const unreachable = JSON.stringify({
  code: 'URL_UNREACHABLE',
  detail: 'No answer.',
  details: { reason: 'dns' },
});

async function type(page: Page, address: string): Promise<void> {
  await page.fill('#url', address);
  await page.keyboard.press('Enter');
}

test('a chosen photograph gets its picture, five names and their shares', async () => {
  const page = await browser.open();
  await choose(page, [photograph('coffee')]);
  await page.locator(best).waitFor();
  expect(await page.locator('#names .label').allTextContents()).toHaveLength(5);
  expect(await page.locator(best).textContent()).toBe('espresso');
  expect(await page.locator('#names .percent').first().textContent()).toMatch(/^9\d\.\d%$/);
  const drawn = await page.locator('#photograph').evaluate((image) => {
    const { naturalWidth, naturalHeight } = image as HTMLImageElement;
    return [naturalWidth, naturalHeight];
  });
  expect(drawn).toEqual([600, 400]);
});

test('bars are as long as their scores', async () => {
  const page = await browser.open();
  await choose(page, [photograph('chelsea')]);
  await page.locator(best).waitFor();
  const bars = await page.locator('#names .bar').evaluateAll((bars) =>
    bars.map((bar) => {
      const length = Number.parseFloat(getComputedStyle(bar, '::after').inlineSize);
      return (100 * length) / bar.getBoundingClientRect().width;
    }),
  );
  const percents = await page.locator('#names .percent').allTextContents();
  for (const [at, percent] of percents.entries()) {
    expect(bars[at]).toBeCloseTo(Number.parseFloat(percent), 0);
  }
});

test('photographs that are dropped anywhere are answered', async () => {
  const page = await browser.open();
  await drop(page, [photograph('china'), photograph('coffee')]);
  await answered(page, 2);
  expect(await page.locator(best).textContent()).toBe('palace');
});

test('the page says that things may be let go, while they are over it', async () => {
  const page = await browser.open();
  const transfer = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['x'], 'x.jpg', { type: 'image/jpeg' }));
    return transfer;
  });
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  expect(await page.locator('#drop').isVisible()).toBe(true);
  await page.dispatchEvent('body', 'dragleave', { dataTransfer: transfer });
  expect(await page.locator('#drop').isVisible()).toBe(false);
});

test('a pasted photograph is answered, wherever the focus is', async () => {
  const page = await browser.open();
  await page.focus('#url');
  await paste(page, [photograph('coffee', 'image.png')]);
  await answered(page, 1);
  expect(await page.locator(best).textContent()).toBe('espresso');
});

test.each([
  ['typed', (page: Page, url: string) => type(page, url)],
  ['pasted', (page: Page, url: string) => paste(page, { 'text/plain': url })],
  ['dropped', (page: Page, url: string) => drop(page, { 'text/uri-list': url })],
])('an address that is %s is fetched by the server, not by the page', async (_how, hand) => {
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
  await hand(page, 'https://pictures.invalid/cats/tom.jpg?size=2');
  await answered(page, 1);
  expect(sent).toEqual([
    {
      image: { url: 'https://pictures.invalid/cats/tom.jpg?size=2' },
      topK: 20,
      explain: true,
    },
  ]);
  expect(await page.locator('#caption .file').textContent()).toBe('tom.jpg');
  expect(await page.locator('#blank').textContent()).toContain('A picture at pictures.invalid.');
  expect(await page.locator('#status').textContent()).toBe(
    'Nothing answers at this address. Check that it opens elsewhere.',
  );
});

test('what is no address is refused where it is typed', async () => {
  const page = await browser.open();
  await type(page, 'cats');
  const fault = page.getByRole('alert');
  expect(await fault.textContent()).toBe('An address begins with https:// or http://');
  expect(await page.locator('#url').getAttribute('aria-invalid')).toBe('true');
  await page.locator('#url').fill('https://');
  expect(await fault.isVisible()).toBe(false);
  expect(await page.locator('#strip li').count()).toBe(0);
});

test('a sample picture is answered when it is clicked', async () => {
  const page = await browser.open();
  await page.getByRole('button', { name: 'A cup of coffee' }).click();
  await answered(page, 1);
  expect(await page.locator(best).textContent()).toBe('espresso');
});

test('files are asked for so that telephones hand over JPEG, and may open the camera', async () => {
  const page = await browser.open();
  const file = page.locator('#file');
  expect(await file.getAttribute('accept')).toMatch(/^image\/jpeg,/);
  expect(await file.getAttribute('accept')).not.toMatch(/heic|\*/);
  expect(await file.getAttribute('multiple')).toBe('');
  expect(await page.locator('#camera').getAttribute('accept')).toBe('image/jpeg');
  expect(await page.locator('#camera').getAttribute('capture')).toBe('environment');
});

test('of a folder that is dropped only the pictures are sent', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'glimpse-dropped-'));
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
    await answered(page, 1);
    expect(await page.locator('#strip li').count()).toBe(1);
    expect(await page.locator('#caption .file').textContent()).toBe('coffee.JPG');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('what is dropped and holds no picture is said', async () => {
  const page = await browser.open();
  await drop(page, { 'text/uri-list': 'mailto:tom@pictures.invalid' });
  await page.getByRole('log').getByText('No picture in that could be read.').waitFor();
});

test('an address with a stray % is an address', async () => {
  const page = await browser.open();
  await page.route('**/classify*', (route) =>
    route.fulfill({ status: 502, contentType: 'application/problem+json', body: unreachable }),
  );
  await type(page, 'https://pictures.invalid/sale-100%.jpg');
  await answered(page, 1);
  expect(await page.locator('#caption .file').textContent()).toBe('sale-100%.jpg');
});
