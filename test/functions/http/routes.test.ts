import { afterAll, describe, expect, test } from 'vitest';
import { createDamagedModel } from '../../support/damaged-model.ts';
import { readPictureFixture } from '../../support/fixtures.ts';
import { startTestServer } from '../../support/glimpse.ts';

const server = await startTestServer();
const coffee = readPictureFixture('coffee');

afterAll(() => server.close());

describe('POST /predict', () => {
  const predict = (form: FormData | Buffer) =>
    fetch(`${server.url}/predict`, { method: 'POST', body: form });

  test('returns label and score of the three best classes and nothing else', async () => {
    const form = new FormData();
    form.set('image', new Blob([coffee]), 'coffee.jpg');
    const response = await predict(form);
    expect(response.status).toBe(200);
    // PyTorch: 0.952706, 0.013727, 0.009833.
    expect(await response.json()).toEqual([
      { label: 'espresso', score: expect.closeTo(0.952706, 1) },
      { label: 'cup', score: expect.closeTo(0.013727, 2) },
      { label: 'consomme', score: expect.closeTo(0.009833, 2) },
    ]);
  });

  test('ignores other fields of the form', async () => {
    const form = new FormData();
    form.set('image', new Blob([coffee]), 'coffee.jpg');
    form.set('name', 'coffee');
    expect(await (await predict(form)).json()).toHaveLength(3);
  });

  test('refuses a body that is not a form with a picture', async () => {
    for (const body of [new FormData(), coffee]) {
      const response = await predict(body);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: 'INVALID_REQUEST' });
    }
  });
});

describe('GET /health', () => {
  test('is 200 if the model answers', async () => {
    const response = await fetch(`${server.url}/health`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ok', model: 'efficientnet-lite0' });
  });

  test('is 503 until the model starts, then 200', async () => {
    const { folder, repair } = await createDamagedModel();
    const broken = await startTestServer({ folder });
    const before = await fetch(`${broken.url}/health`);
    expect(before.status).toBe(503);
    expect(await before.json()).toMatchObject({ code: 'MODEL_UNAVAILABLE', status: 503 });
    await repair();
    expect((await fetch(`${broken.url}/health`)).status).toBe(200);
    await broken.close();
  });
});

describe('GET /', () => {
  test('is the page, to be revalidated each time', async () => {
    const response = await fetch(server.url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(await response.text()).toBe('<title>Glimpse</title>');
  });

  test('is 304 without a body for a client that has it', async () => {
    const etag = (await fetch(server.url)).headers.get('etag');
    expect(etag).toMatch(/^"[0-9a-f]+"$/);
    const response = await fetch(server.url, { headers: { 'if-none-match': etag ?? '' } });
    expect(response.status).toBe(304);
    expect(response.headers.get('etag')).toBe(etag);
    expect(await response.text()).toBe('');
  });

  test('is sent to a client with an outdated copy', async () => {
    const response = await fetch(server.url, { headers: { 'if-none-match': '"old"' } });
    expect(response.status).toBe(200);
  });
});

test.each([
  ['/', 200],
  ['/health', 200],
  ['/classify', 405],
  ['/nothing', 404],
])('HEAD %s has the status %i and no body', async (path, status) => {
  const response = await fetch(server.url + path, { method: 'HEAD' });
  expect(response.status).toBe(status);
  expect(await response.text()).toBe('');
});

test.each([
  ['GET', '/classify', 'POST'],
  ['PUT', '/classify', 'POST'],
  ['OPTIONS', '/classify', 'POST'],
  ['GET', '/predict', 'POST'],
  ['POST', '/health', 'GET, HEAD'],
  ['DELETE', '/', 'GET, HEAD'],
])('%s %s is 405 and lists the accepted methods', async (method, path, allow) => {
  const response = await fetch(server.url + path, { method });
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe(allow);
  expect(await response.json()).toMatchObject({ code: 'METHOD_NOT_ALLOWED', status: 405 });
});

test.each(['/nothing', '/classify/x', '//health', '/Classify', '/%2e%2e%2fpackage.json', '/%zz'])(
  '%s is 404',
  async (path) => {
    const response = await fetch(server.url + path);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'NOT_FOUND', status: 404 });
  },
);
