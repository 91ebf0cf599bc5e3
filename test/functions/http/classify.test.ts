import { afterAll, describe, expect, test } from 'vitest';
import { espresso } from '../../support/espresso.ts';
import { readPictureFixture } from '../../support/fixtures.ts';
import { startTestServer } from '../../support/glimpse.ts';
import { startPictureServer } from '../../support/picture-server.ts';

const pictures = await startPictureServer();
const server = await startTestServer({ urls: pictures.policy });
const coffee = readPictureFixture('coffee');

afterAll(async () => {
  pictures.close();
  await server.close();
});

function post(
  query: string,
  body: Buffer | string | FormData,
  headers: Record<string, string> = {},
) {
  return fetch(`${server.url}/classify${query}`, { method: 'POST', body, headers });
}

function createForm(fields: Record<string, string | Blob>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

const json = { 'content-type': 'application/json' };
const file = new Blob([coffee], { type: 'image/jpeg' });

describe('picture bytes', () => {
  test.each([
    ['image/jpeg', { 'content-type': 'image/jpeg' }],
    ['of curl', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['of another format', { 'content-type': 'image/png' }],
    ['missing', {}],
  ])('are accepted with the content type %s', async (_type, headers) => {
    const response = await post('', coffee, headers);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toMatchObject({
      predictions: [espresso, { rank: 2 }, { rank: 3 }, { rank: 4 }, { rank: 5 }],
      image: { format: 'jpeg', width: 600, height: 400, bytes: 79_975 },
    });
  });

  test('are accepted in chunks without a declared length', async () => {
    const body = new Blob([coffee]).stream();
    const init = { method: 'POST', body, duplex: 'half' as const };
    const response = await fetch(`${server.url}/classify?topK=1`, init);
    expect(await response.json()).toMatchObject({ predictions: [espresso] });
  });

  test('are an empty picture if there are none', async () => {
    const response = await fetch(`${server.url}/classify`, { method: 'POST' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'EMPTY_IMAGE' });
  });

  test('get their options from the query', async () => {
    const response = await post('?topK=2&minScore=0.5&explain=true', coffee);
    const answer = await response.json();
    expect(answer).toMatchObject({ predictions: [espresso], explanation: { index: 967 } });
  });
});

describe('JSON', () => {
  test('holds the picture as base64 and the options', async () => {
    const body = JSON.stringify({ image: { base64: coffee.toString('base64') }, topK: 1 });
    const response = await post('', body, { 'content-type': 'application/json; charset=utf-8' });
    expect(await response.json()).toMatchObject({ predictions: [espresso] });
  });

  test('names the URL of the picture', async () => {
    const body = JSON.stringify({ image: { url: pictures.url('coffee') }, topK: 1 });
    expect(await (await post('', body, json)).json()).toMatchObject({
      predictions: [espresso],
      timing: { fetchMs: expect.any(Number) },
    });
  });

  test.each([
    ['{', /the body is not JSON/],
    ['', /the body is not JSON/],
    ['null', /expected object, received null/],
    ['[]', /expected object, received array/],
  ])('that is %j is refused', async (body, detail) => {
    const response = await post('', body, json);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'INVALID_REQUEST',
      detail: expect.stringMatching(detail),
    });
  });

  test('uses options of the query that it does not set itself', async () => {
    const body = JSON.stringify({ image: { base64: coffee.toString('base64') }, topK: 1 });
    const answer = await (await post('?topK=3&explain=true', body, json)).json();
    expect(answer).toMatchObject({ predictions: [espresso], explanation: { index: 967 } });
  });

  test('with another kind of picture is refused with the accepted kinds', async () => {
    const body = JSON.stringify({ image: 'coffee.jpg' });
    expect(await (await post('', body, json)).json()).toMatchObject({
      code: 'INVALID_REQUEST',
      detail: expect.stringContaining('image: expected { base64 }, { url } or { s3: '),
    });
  });

  test('with an unknown field is refused, and the field named', async () => {
    const body = JSON.stringify({ image: { base64: '' }, topk: 1 });
    expect(await (await post('', body, json)).json()).toMatchObject({
      code: 'INVALID_REQUEST',
      detail: expect.stringContaining('"topk"'),
    });
  });
});

describe('a form', () => {
  test.each(['image', 'file', 'image[]', '照片'])(
    'holds the picture in its field %s',
    async (name) => {
      const response = await post('', createForm({ [name]: file }));
      const answer = await response.json();
      expect(answer).toMatchObject({ predictions: [espresso, {}, {}, {}, {}] });
    },
  );

  test('gets options from its fields and the query; its fields take precedence', async () => {
    const form = createForm({ image: file, topK: '1' });
    const answer = await (await post('?topK=3&explain=true', form)).json();
    expect(answer).toMatchObject({ predictions: [espresso], explanation: { index: 967 } });
  });

  test.each([
    [{}, 'the form has no file; send the picture as a file in the field "image"'],
    [{ name: 'a' }, 'it has "name": send the picture as a file in the field "image"'],
    [{ image: 'coffee.jpg' }, 'its field "image" is text: send the picture'],
    [{ image: file, file }, 'the form has 2 files ("image", "file"); send one'],
    [{ image: file, 'topK ': '1' }, 'Unrecognized key: "topK "'],
  ])('%j is refused: %s', async (fields, detail) => {
    const response = await post('', createForm(fields));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'INVALID_REQUEST',
      detail: expect.stringContaining(detail),
    });
  });

  test('with a field that is not an option is refused', async () => {
    const response = await post('', createForm({ image: file, name: 'coffee' }));
    expect(await response.json()).toMatchObject({
      code: 'INVALID_REQUEST',
      detail: expect.stringContaining('"name"'),
    });
  });

  test('without a boundary is refused', async () => {
    const response = await post('', coffee, { 'content-type': 'multipart/form-data' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'INVALID_REQUEST' });
  });
});

describe('an option', () => {
  test.each([
    ['topk=3', { path: '', message: 'Unrecognized key: "topk"' }],
    ['topK=0', { path: 'topK', message: 'Too small: expected number to be >=1' }],
    ['topK=101', { path: 'topK', message: 'Too big: expected number to be <=100' }],
    ['topK=abc', { path: 'topK', message: 'expected a number, got "abc"' }],
    ['topK=1.5', { path: 'topK', message: 'Invalid input: expected int, received number' }],
    ['minScore=2', { path: 'minScore', message: 'Too big: expected number to be <=1' }],
    ['explain=0', { path: 'explain', message: 'expected true or false, got "0"' }],
    ['topK=0x10', { path: 'topK', message: 'expected a number, got "0x10"' }],
    ['explain=maybe', { path: 'explain', message: 'expected true or false, got "maybe"' }],
  ])('%s is refused and named', async (query, issue) => {
    const response = await post(`?${query}`, coffee);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'INVALID_REQUEST',
      details: { issues: [issue] },
    });
  });

  test('is named together with another wrong one', async () => {
    const problem = await (await post('?topK=0&minScore=-1', coffee)).json();
    expect(problem).toMatchObject({
      details: { issues: [{ path: 'topK' }, { path: 'minScore' }] },
    });
  });
});
