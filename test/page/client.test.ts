import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as client from '../../client/typescript/src/index.ts';
import { espresso } from '../support/espresso.ts';
import { readPictureFixture } from '../support/fixtures.ts';
import { startTestServer, type TestServer } from '../support/glimpse.ts';
import { packClient } from '../support/packed-client.ts';

/** In the page: the packed client, loaded as a module. */
declare const glimpseClient: typeof client;

let service: TestServer;
let site: Server;
let browser: Browser;
let page: Page;
let url: string;

/**
 * Starts a site with the packed client, and the real service below `/api/`, on the same origin. Its
 * limit is that of a function URL. `/api/silent/` never answers.
 */
async function startSite(folder: string): Promise<Server> {
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/';
    if (path.startsWith('/api/silent/')) return;
    if (path.startsWith('/api/')) {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      const { method = 'GET' } = request;
      const answer = await fetch(service.url + path.slice('/api'.length), {
        method,
        headers: { 'content-type': request.headers['content-type'] ?? '' },
        body: method === 'GET' ? null : Buffer.concat(chunks),
      });
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(await answer.text());
      return;
    }
    if (path === '/') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end('<!doctype html><title>A site</title>');
      return;
    }
    response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' });
    response.end(await readFile(join(folder, 'dist', path.slice(1))).catch(() => ''));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

beforeAll(async () => {
  const { folder } = await packClient();
  service = await startTestServer({ limits: { pictureBytes: 4_500_000 } });
  site = await startSite(folder);
  const { port } = site.address() as AddressInfo;
  url = `http://127.0.0.1:${port}`;
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  });
  page = await browser.newPage();
  await page.goto(url);
  await page.evaluate("import('/index.js').then((all) => { globalThis.glimpseClient = all; })");
}, 120_000);

afterAll(async () => {
  await browser?.close();
  site?.closeAllConnections();
  site?.close();
  await service?.close();
});

/** Encodes bytes so that the page can create a Blob from them. */
const encode = (bytes: Buffer): string => bytes.toString('base64');

test('a blob, bytes, model and labels are answered', async () => {
  const result = await page.evaluate(
    async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const glimpse = glimpseClient.createGlimpse({ url: '/api' });
      const answers = await glimpse.classifyMany([new Blob([bytes]), bytes, bytes.buffer], {
        topK: 1,
      });
      return { answers, model: await glimpse.model(), labels: (await glimpse.labels()).length };
    },
    encode(readPictureFixture('coffee')),
  );
  expect(result).toMatchObject({
    answers: Array(3).fill({ ok: true, predictions: [espresso] }),
    model: { id: 'efficientnet-lite0', limits: { pictureBytes: 4_500_000 } },
    labels: 1000,
  });
});

test('an error has its code and is a GlimpseError', async () => {
  const result = await page.evaluate(async () => {
    const glimpse = glimpseClient.createGlimpse({ url: '/api' });
    const error: unknown = await glimpse.classify(new Blob(['%PDF-1.7'])).catch((it) => it);
    const { GlimpseError } = glimpseClient;
    return error instanceof GlimpseError ? { code: error.code, details: error.details } : null;
  });
  expect(result).toMatchObject({ code: 'UNSUPPORTED_FORMAT', details: { format: 'PDF' } });
});

/**
 * Creates noise in two colours with EXIF orientation 6: a quarter turn clockwise makes it upright, so
 * its red left half becomes the upper half.
 */
async function lyingPicture(): Promise<Buffer> {
  const [width, height] = [3000, 2000];
  const pixels = Buffer.alloc(width * height * 3);
  let seed = 1;
  for (let at = 0; at < pixels.length; at += 1) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    const isRed = Math.floor(at / 3) % width < width / 2;
    const base = at % 3 === (isRed ? 0 : 2) ? 155 : 0;
    pixels[at] = base + ((seed >> 16) % 101);
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

test('a picture over the limit is shrunk, upright, and the answer says so', async () => {
  const picture = await lyingPicture();
  expect(picture.length).toBeGreaterThan(4_500_000);
  const answer = await page.evaluate(async (base64) => {
    const picture = await (await fetch(`data:image/jpeg;base64,${base64}`)).blob();
    return glimpseClient.createGlimpse({ url: '/api' }).classify(picture, { topK: 1 });
  }, encode(picture));
  // 4 megapixels of the same proportions: 2000 and 3000 times the root of 4/6.
  const to = { bytes: expect.any(Number), width: 1633, height: 2449 };
  expect(answer.shrunk).toEqual({ from: { bytes: picture.length, width: 2000, height: 3000 }, to });
  expect(answer.image).toMatchObject({ format: 'jpeg', width: 1633, height: 2449 });
  expect(answer.image.bytes).toBe(answer.shrunk?.to.bytes);
  expect(answer.image.bytes).toBeLessThanOrEqual(4_500_000);
});

test.each([
  ['an OffscreenCanvas', false],
  ['a canvas of the document', true],
])('shrinking keeps colours in place: %s', async (_name, withoutOffscreen) => {
  const result = await page.evaluate(
    async ({ base64, withoutOffscreen }) => {
      const kept = globalThis.OffscreenCanvas;
      if (withoutOffscreen) Reflect.deleteProperty(globalThis, 'OffscreenCanvas');
      const picture = await (await fetch(`data:image/jpeg;base64,${base64}`)).blob();
      const shrunk = await glimpseClient.shrinkPicture(picture, 200_000);
      globalThis.OffscreenCanvas = kept;
      const reader = new FileReader();
      await new Promise((resolve) => {
        reader.onload = resolve;
        reader.readAsDataURL(shrunk.picture);
      });
      return { ...shrunk, type: shrunk.picture.type, dataUrl: String(reader.result) };
    },
    { base64: encode(await lyingPicture()), withoutOffscreen },
  );
  expect(result.type).toBe('image/jpeg');
  expect(result.to.bytes).toBeLessThanOrEqual(200_000);
  const bytes = Buffer.from(result.dataUrl.split(',')[1] ?? '', 'base64');
  expect(await sharp(bytes).metadata()).toMatchObject({
    width: result.to.width,
    height: result.to.height,
  });
  expect((await sharp(bytes).metadata()).orientation ?? 1).toBe(1);
  const { data } = await sharp(bytes)
    .resize(1, 4, { fit: 'fill' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const isRed = [0, 3, 6, 9].map((at) => (data[at] ?? 0) > (data[at + 2] ?? 0));
  expect(isRed).toEqual([true, true, false, false]);
});

test('transparent areas become white', async () => {
  const clear = await sharp({
    create: { width: 40, height: 40, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
  })
    .png()
    .toBuffer();
  const pixel = await page.evaluate(async (base64) => {
    const picture = await (await fetch(`data:image/png;base64,${base64}`)).blob();
    const shrunk = await glimpseClient.shrinkPicture(picture, 10_000);
    const canvas = new OffscreenCanvas(40, 40);
    const context = canvas.getContext('2d');
    context?.drawImage(await createImageBitmap(shrunk.picture), 0, 0);
    return [...(context?.getImageData(20, 20, 1, 1).data ?? [])];
  }, encode(clear));
  expect(pixel).toEqual([255, 255, 255, 255]);
});

test('a large picture that cannot be decoded here is not sent', async () => {
  const before = service.lines.length;
  const result = await page.evaluate(async () => {
    const glimpse = glimpseClient.createGlimpse({ url: '/api' });
    const error = await glimpse.classify(new Uint8Array(4_500_001)).catch((it) => it);
    return { code: error.code, details: error.details, message: error.message };
  });
  expect(result).toMatchObject({
    code: 'IMAGE_TOO_LARGE',
    details: { bytes: 4_500_001, limit: 4_500_000 },
  });
  expect(result.message).toContain('cannot be decoded here');
  const logged = service.lines.slice(before).map(({ fields }) => fields);
  expect(logged).toMatchObject([{ path: '/trpc/model' }]);
});

test('a call can be aborted, and times out', async () => {
  const codes = await page.evaluate(async () => {
    const glimpse = glimpseClient.createGlimpse({ url: '/api/silent' });
    const controller = new AbortController();
    const picture = new Blob(['a picture']);
    const aborted = glimpse.classify(picture, { signal: controller.signal }).catch((it) => it.code);
    setTimeout(() => controller.abort(), 50);
    const late = glimpse.classify(picture, { timeoutMs: 50 }).catch((it) => it.code);
    return Promise.all([aborted, late]);
  });
  expect(codes).toEqual(['ABORTED', 'TIMEOUT']);
});

test('a service without CORS is unreachable from another origin', async () => {
  const result = await page.evaluate(async (other) => {
    const glimpse = glimpseClient.createGlimpse({ url: other, retries: 0 });
    const error = await glimpse.model().catch((it) => it);
    return { code: error.code, status: error.status };
  }, service.url);
  expect(result).toEqual({ code: 'UNREACHABLE', status: null });
});

test('requests are signed in a page too', async () => {
  const sent = page.waitForRequest(`${url}/api/health/classify`);
  await page.evaluate(async () => {
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
    const options = { url: '/api/health', region: 'eu-central-1', credentials, retries: 0 };
    await glimpseClient
      .createGlimpse(options)
      .classify(new Blob(['a']))
      .catch(() => undefined);
  });
  const { authorization, ...headers } = await (await sent).allHeaders();
  expect(authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/lambda\/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=[0-9a-f]{64}$/,
  );
  // printf a | sha256sum
  expect(headers['x-amz-content-sha256']).toBe(
    'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',
  );
});
