import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { withBrowser } from './browser.ts';

const browser = withBrowser();

async function fetchPath(path: string): Promise<Response> {
  return fetch(new URL(path, browser.url));
}

test('the page has at most 60 kB, gzipped', async () => {
  let bytes = 0;
  for (const path of ['/', '/page.js', '/page.css', '/icon.svg']) {
    const response = await fetchPath(path);
    expect(response.status).toBe(200);
    bytes += gzipSync(Buffer.from(await response.arrayBuffer())).length;
  }
  expect(bytes).toBeLessThan(60_000);
});

test('the page has its content security policy, and its HTML complies', async () => {
  const response = await fetchPath('/');
  expect(response.headers.get('content-security-policy')).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
  expect(await response.text()).not.toMatch(/ style=|<style|<script(?! type="module" src="\/)/);
});

test('sample pictures are small, and browsers cache them', async () => {
  const page = await browser.open();
  const paths = await page
    .locator('#samples img')
    .evaluateAll((images) => images.map((image) => image.getAttribute('src') ?? ''));
  expect(paths).toHaveLength(5);
  for (const path of paths) {
    const response = await fetchPath(path);
    expect(response.headers.get('content-type')).toBe('image/jpeg');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await response.arrayBuffer()).byteLength).toBeLessThanOrEqual(60_000);
  }
});
