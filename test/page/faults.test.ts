import sharp from 'sharp';
import { expect, test } from 'vitest';
import { answered } from './answered.ts';
import { withBrowser } from './browser.ts';
import { choose } from './hand-over.ts';
import { bitmap, photograph, photographs } from './pictures.ts';
import { takeAtMost } from './shrinking.ts';

const browser = withBrowser();

test('a file that is no picture says what to do instead, and the next one works', async () => {
  const page = await browser.open();
  const notes = { name: 'notes.jpg', type: 'image/jpeg', bytes: Buffer.from('No picture.') };
  await choose(page, [notes]);
  await answered(page, 1);
  expect(await page.locator('#status').textContent()).toBe(
    'This is text, not a picture that is taken here. Use JPEG, PNG, WebP, GIF, TIFF or AVIF.',
  );
  expect(await page.locator('#again').isVisible()).toBe(false);
  await choose(page, [photograph('coffee')]);
  await answered(page, 2);
  expect(await page.locator('#names .label').first().textContent()).toBe('espresso');
});

test('HEIC is refused with the setting that helps', async () => {
  const page = await browser.open();
  const box = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
  await choose(page, [{ name: 'IMG_1.HEIC', type: 'image/heic', bytes: box }]);
  await answered(page, 1);
  expect(await page.locator('#status').textContent()).toContain('Most Compatible');
});

test('one bad file in a batch spoils no other', async () => {
  const page = await browser.open();
  const bad = { name: 'bad.jpg', type: 'image/jpeg', bytes: Buffer.from([0xff, 0xd8, 0xff]) };
  await choose(page, [photograph('coffee'), bad, photograph('china')]);
  await answered(page, 3);
  expect(await page.locator('#progress').textContent()).toBe('2 of 3 answered, 1 failed');
  expect(await page.locator('#strip li').nth(1).getAttribute('data-state')).toBe('failed');
});

test('a server that is gone is said so; the photograph stays and is answered when it is back', async () => {
  const page = await browser.open();
  await page.route('**/classify*', (route) => route.abort('connectionrefused'));
  await choose(page, [photograph('coffee')]);
  await answered(page, 1);
  expect(await page.locator('#status').textContent()).toMatch(
    /^localhost:\d+ cannot be reached\. Is the server running\? The photograph stays here\.$/,
  );
  expect(await page.locator('#photograph').isVisible()).toBe(true);
  await page.unroute('**/classify*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('#names li').first().waitFor();
  expect(await page.locator('#names .label').first().textContent()).toBe('espresso');
});

test('whoever is offline is told so, and is answered without a click once online again', async () => {
  const page = await browser.open();
  await page.context().setOffline(true);
  await choose(page, [photograph('coffee')]);
  await answered(page, 1);
  expect(await page.locator('#status').textContent()).toMatch(/^You are offline\./);
  await page.context().setOffline(false);
  await page.locator('#names li').first().waitFor();
});

test('a slow answer is waited for with a word, and can be stopped', async () => {
  const page = await browser.open();
  await page.clock.install();
  await page.route('**/classify*', () => new Promise(() => {}));
  await choose(page, [photograph('coffee')]);
  await page.locator('#status', { hasText: /^Looking$/ }).waitFor();
  await page.clock.runFor(6_000);
  expect(await page.locator('#status').textContent()).toMatch(/^Still looking\./);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  expect(await page.locator('#status').textContent()).toBe('Stopped.');
  expect(await page.getByRole('button', { name: 'Try again' }).isVisible()).toBe(true);
});

test('all that failed is tried again at once', async () => {
  const page = await browser.open();
  const busy = JSON.stringify({ code: 'MODEL_UNAVAILABLE', detail: 'No model.', details: {} });
  await page.route('**/classify*', (route) =>
    route.fulfill({ status: 503, contentType: 'application/problem+json', body: busy }),
  );
  await choose(page, await photographs(3));
  await answered(page, 3);
  await page.unroute('**/classify*');
  await page.getByRole('button', { name: 'Try the 3 failed ones again' }).click();
  await page.getByText('3 of 3 answered', { exact: true }).waitFor();
});

test('a picture over the limit is made smaller in the browser, which says so', async () => {
  const page = await browser.open();
  await takeAtMost(30_000, page);
  const sent = page.waitForRequest('**/classify*');
  await choose(page, [photograph('coffee')]);
  const body = (await sent).postDataBuffer();
  expect(body?.byteLength).toBeLessThanOrEqual(30_000);
  expect(body?.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  await page.locator('#names li').first().waitFor();
  expect(await page.locator('#names .label').first().textContent()).toBe('espresso');
  expect(await page.locator('#aside').textContent()).toMatch(
    /^made smaller in this browser: \d+ kB sent instead of 80 kB$/,
  );
});

test('a picture that the server does not take and the browser can read is sent as a JPEG', async () => {
  const page = await browser.open();
  const sent = page.waitForRequest('**/classify*');
  await choose(page, [bitmap(200)]);
  expect((await sent).postDataBuffer()?.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  await answered(page, 1);
});

test('a progressive JPEG of more pixels than are taken of one is made smaller', async () => {
  const page = await browser.open();
  const create = { width: 6_000, height: 4_100, channels: 3, background: '#808080' } as const;
  const bytes = await sharp({ create }).jpeg({ progressive: true }).toBuffer();
  await choose(page, [{ name: 'large.jpg', type: 'image/jpeg', bytes }]);
  await answered(page, 1);
  expect(await page.locator('#strip li').getAttribute('data-state')).toBe('answered');
  expect(await page.locator('#aside').textContent()).toMatch(/^made smaller in this browser/);
});

test.each([
  [
    'IMAGE_TOO_LARGE',
    { bytes: 80_000, limit: null },
    'The gateway before the server takes no picture this large.',
  ],
  [
    'IMAGE_TOO_LARGE',
    { bytes: 80_000, limit: 4_500_000 },
    'The gateway before the server takes no picture this large.',
  ],
  [
    'IMAGE_TOO_LARGE',
    { bytes: 5_000_000, limit: 4_500_000 },
    'Too large, and this browser cannot make it smaller. Save it as a JPEG of at most 4.5 MB.',
  ],
  [
    'DIMENSIONS_REFUSED',
    { width: 9_000, height: 8_000, reason: 'pixels', limit: 64_000_000 },
    '9000 × 8000 pixels are too many. Shrink the picture.',
  ],
  [
    'DIMENSIONS_REFUSED',
    { width: 9_000, height: 10, reason: 'aspect-ratio', limit: 100 },
    '9000 × 10 pixels are too narrow. Crop the picture.',
  ],
])('%s with %o is told as it is', async (code, details, sentence) => {
  const page = await browser.open();
  const body = JSON.stringify({ code, detail: 'Refused.', details });
  await page.route('**/classify*', (route) =>
    route.fulfill({ status: 413, contentType: 'application/problem+json', body }),
  );
  await choose(page, [photograph('coffee')]);
  await answered(page, 1);
  expect(await page.locator('#status').textContent()).toBe(sentence);
});
