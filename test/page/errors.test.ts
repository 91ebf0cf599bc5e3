import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { root } from '../support/fixtures.ts';
import { choose } from './add-pictures.ts';
import { withBrowser } from './browser.ts';
import { icon, photograph, photographs } from './pictures.ts';
import { limitPictures } from './shrinking.ts';
import { waitForAnswers } from './wait-for-answers.ts';

const browser = withBrowser();

test('a file that is not a picture gets an error, and the next one works', async () => {
  const page = await browser.open();
  const notes = { name: 'notes.jpg', type: 'image/jpeg', bytes: Buffer.from('No picture.') };
  await choose(page, [notes]);
  await waitForAnswers(page, 1);
  expect(await page.locator('#status').textContent()).toBe(
    'This is text, not a supported picture. Use JPEG, PNG, WebP, GIF, TIFF, AVIF, HEIC or BMP.',
  );
  expect(await page.locator('#retry').isVisible()).toBe(false);
  await choose(page, [photograph('coffee')]);
  await waitForAnswers(page, 2);
  expect(await page.locator('#predictions .label').first().textContent()).toBe('espresso');
});

test('HEIC is answered, although the browser cannot show it', async () => {
  const page = await browser.open();
  const bytes = readFileSync(join(root, 'test/fixtures/pictures/grid.heic'));
  await choose(page, [{ name: 'IMG_1.HEIC', type: 'image/heic', bytes }]);
  await waitForAnswers(page, 1);
  expect(await page.locator('#caption .facts').textContent()).toMatch(/^HEIC, 168 × 118, /);
});

test('if the server does not decode HEIC, the error names the setting that helps', async () => {
  const page = await browser.open();
  const box = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
  const refusal = { code: 'UNSUPPORTED_FORMAT', details: { format: 'HEIC', supported: ['jpeg'] } };
  await page.route('**/classify*', (route) =>
    route.fulfill({ status: 415, contentType: 'application/problem+json', json: refusal }),
  );
  await choose(page, [{ name: 'IMG_1.HEIC', type: 'image/heic', bytes: box }]);
  await waitForAnswers(page, 1);
  expect(await page.locator('#status').textContent()).toContain('Most Compatible');
});

test('a bad file in a batch does not affect the others', async () => {
  const page = await browser.open();
  const bad = { name: 'bad.jpg', type: 'image/jpeg', bytes: Buffer.from([0xff, 0xd8, 0xff]) };
  await choose(page, [photograph('coffee'), bad, photograph('china')]);
  await waitForAnswers(page, 3);
  expect(await page.locator('#progress').textContent()).toBe('2 of 3 answered, 1 failed');
  expect(await page.locator('#strip li').nth(1).getAttribute('data-state')).toBe('failed');
});

test('if the server is down, the photograph stays and can be retried', async () => {
  const page = await browser.open();
  await page.route('**/classify*', (route) => route.abort('connectionrefused'));
  await choose(page, [photograph('coffee')]);
  await waitForAnswers(page, 1);
  expect(await page.locator('#status').textContent()).toMatch(
    /^localhost:\d+ cannot be reached\. Is the server running\? The photograph stays here\.$/,
  );
  expect(await page.locator('#photo-image').isVisible()).toBe(true);
  await page.unroute('**/classify*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('#predictions li').first().waitFor();
  expect(await page.locator('#predictions .label').first().textContent()).toBe('espresso');
});

test('an offline photograph is sent without a click once the browser is online', async () => {
  const page = await browser.open();
  await page.context().setOffline(true);
  await choose(page, [photograph('coffee')]);
  await waitForAnswers(page, 1);
  expect(await page.locator('#status').textContent()).toMatch(/^You are offline\./);
  await page.context().setOffline(false);
  await page.locator('#predictions li').first().waitFor();
});

test('a late answer is reported, and can be stopped', async () => {
  const page = await browser.open();
  await page.clock.install();
  await page.route('**/classify*', () => new Promise(() => {}));
  await choose(page, [photograph('coffee')]);
  await page.locator('#status', { hasText: /^Looking$/ }).waitFor();
  await page.clock.runFor(6_000);
  expect(await page.locator('#status').textContent()).toMatch(/^Still waiting\./);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  expect(await page.locator('#status').textContent()).toBe('Stopped.');
  expect(await page.getByRole('button', { name: 'Try again' }).isVisible()).toBe(true);
});

test('all failed frames can be retried together', async () => {
  const page = await browser.open();
  const busy = JSON.stringify({ code: 'MODEL_UNAVAILABLE', detail: 'No model.', details: {} });
  await page.route('**/classify*', (route) =>
    route.fulfill({ status: 503, contentType: 'application/problem+json', body: busy }),
  );
  await choose(page, await photographs(3));
  await waitForAnswers(page, 3);
  await page.unroute('**/classify*');
  await page.getByRole('button', { name: 'Try the 3 failed ones again' }).click();
  await page.getByText('3 of 3 answered', { exact: true }).waitFor();
});

test('a picture above the limit is shrunk in the browser, and the page says so', async () => {
  const page = await browser.open();
  await limitPictures(30_000, page);
  const sent = page.waitForRequest('**/classify*');
  await choose(page, [photograph('coffee')]);
  const body = (await sent).postDataBuffer();
  expect(body?.byteLength).toBeLessThanOrEqual(30_000);
  expect(body?.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  await page.locator('#predictions li').first().waitFor();
  expect(await page.locator('#predictions .label').first().textContent()).toBe('espresso');
  expect(await page.locator('#shrunk').textContent()).toMatch(
    /^Shrunk in this browser: \d+ kB sent instead of 80 kB\.$/,
  );
});

test('a format that only the browser can read is sent as a JPEG', async () => {
  const page = await browser.open();
  const sent = page.waitForRequest('**/classify*');
  await choose(page, [await icon(200)]);
  expect((await sent).postDataBuffer()?.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  await waitForAnswers(page, 1);
});

test('a progressive JPEG above its limit of pixels is shrunk', async () => {
  const page = await browser.open();
  const create = { width: 6_000, height: 4_100, channels: 3, background: '#808080' } as const;
  const bytes = await sharp({ create }).jpeg({ progressive: true }).toBuffer();
  await choose(page, [{ name: 'large.jpg', type: 'image/jpeg', bytes }]);
  await waitForAnswers(page, 1);
  expect(await page.locator('#strip li').getAttribute('data-state')).toBe('answered');
  expect(await page.locator('#shrunk').textContent()).toMatch(/^Shrunk in this browser/);
});

test.each([
  ['IMAGE_TOO_LARGE', { bytes: 80_000, limit: null }, /gateway/],
  ['IMAGE_TOO_LARGE', { bytes: 80_000, limit: 4_500_000 }, /gateway/],
  ['IMAGE_TOO_LARGE', { bytes: 5_000_000, limit: 4_500_000 }, /cannot shrink it.* 4\.5 MB/],
  [
    'DIMENSIONS_REFUSED',
    { width: 9_000, height: 8_000, reason: 'pixels', limit: 64_000_000 },
    /^9000 × 8000 pixels are too many/,
  ],
  [
    'DIMENSIONS_REFUSED',
    { width: 9_000, height: 10, reason: 'aspect-ratio', limit: 100 },
    /^9000 × 10 pixels are too narrow/,
  ],
])('%s with %o is described', async (code, details, text) => {
  const page = await browser.open();
  const body = JSON.stringify({ code, detail: 'Refused.', details });
  await page.route('**/classify*', (route) =>
    route.fulfill({ status: 413, contentType: 'application/problem+json', body }),
  );
  await choose(page, [photograph('coffee')]);
  await waitForAnswers(page, 1);
  expect(await page.locator('#status').textContent()).toMatch(text);
});
