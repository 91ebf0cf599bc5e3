import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { picturePath, readPictureFixture } from '../support/fixtures.ts';
import { type Served, serveGlimpse } from '../support/serve-glimpse.ts';

/** Set to take the README's pictures anew; otherwise tests leave no trace. */
const updatePictures = process.env.UPDATE_PICTURES !== undefined;
const picturesFolder = fileURLToPath(new URL('pictures/', import.meta.url));

async function takePicture(name: string): Promise<void> {
  if (!updatePictures) return;
  await page.screenshot({ path: join(picturesFolder, name), type: 'jpeg', quality: 85 });
}

let served: Served;
let browser: Browser;
let page: Page;
/** What the browser complained of, and every address that it asked. */
let complaints: string[];
let asked: string[];

beforeAll(async () => {
  served = await serveGlimpse();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  });
});

afterAll(async () => {
  await browser?.close();
  await served?.stop();
});

afterEach(async () => {
  await page?.close();
});

beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1000, height: 640 } });
  complaints = [];
  asked = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(served.url);
});

test('a chosen photograph gets its thumbnail and three bars, and nothing else is asked', async () => {
  await page.setInputFiles('#file', picturePath('coffee'));
  await page.waitForSelector('li');
  const labels = await page.locator('li .label').allTextContents();
  expect(labels).toHaveLength(3);
  expect(labels[0]).toBe('espresso');
  expect(await page.locator('li meter').first().getAttribute('aria-label')).toMatch(
    /^espresso: 9\d\.\d %$/,
  );
  expect(
    await page.locator('img').evaluate((image) => 'naturalWidth' in image && image.naturalWidth),
  ).toBe(600);
  await takePicture('espresso.jpg');
  expect(
    asked.filter(
      (url) => !url.startsWith(served.url) && !url.startsWith('blob:') && url !== 'data:,',
    ),
  ).toEqual([]);
  expect(complaints).toEqual([]);
});

test('a dropped photograph is answered', async () => {
  const bytes = readPictureFixture('china').toString('base64');
  const transfer = await page.evaluateHandle((base64) => {
    const data = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([data], 'china.jpg', { type: 'image/jpeg' }));
    return transfer;
  }, bytes);
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  await page.waitForSelector('li');
  expect(await page.locator('li .label').first().textContent()).toBe('palace');
});

test('a file that is no picture says what to do instead, and the next one works', async () => {
  const text = join(mkdtempSync(join(tmpdir(), 'glimpse-page-')), 'notes.jpg');
  writeFileSync(text, 'This is no picture.');
  await page.setInputFiles('#file', text);
  await page.waitForSelector('.status[data-error]');
  expect(await page.locator('.status').textContent()).toContain(
    'This is text data; send one of: jpeg, png, webp, gif, tiff, avif.',
  );
  await page.setInputFiles('#file', picturePath('coffee'));
  await page.waitForSelector('li');
  expect(await page.locator('li .label').first().textContent()).toBe('espresso');
});

test('the file button is reached and opened with the keyboard alone', async () => {
  await page.bringToFront();
  await page.keyboard.press('Tab');
  await page.waitForFunction("document.activeElement?.id === 'file'");
  // Choosers are caught from the moment the page has been told so: an answer from it comes after.
  const chooser = page.waitForEvent('filechooser');
  await page.evaluate('1');
  await page.keyboard.press('Enter');
  expect((await chooser).isMultiple()).toBe(true);
});
