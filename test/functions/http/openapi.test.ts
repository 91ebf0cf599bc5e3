import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, test } from 'vitest';
import { functionUrlLimits } from '../../../functions/image/limits.ts';
import { modelFolder, readPictureFixture, root } from '../../support/fixtures.ts';
import { startTestServer } from '../../support/glimpse.ts';
import { startLambda } from '../../support/lambda.ts';
import { securityHeaders } from '../../support/security-headers.ts';

type Json = Record<string, unknown>;

interface Media {
  readonly schema: Json;
  readonly examples?: Record<string, { $ref: string }>;
}

interface Operation {
  readonly requestBody?: { content: Record<string, Media> };
  readonly responses: Record<string, { content: Record<string, Media> }>;
}

interface Document extends Json {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { examples: Record<string, { value: Json }> };
}

const server = await startTestServer();
const coffee = readPictureFixture('coffee');
const response = await fetch(`${server.url}/openapi.json`);
const document = (await response.json()) as Document;
const { examples } = document.components;

afterAll(() => server.close());

// OpenAPI's own keywords, such as `example`, are unknown to JSON Schema.
const ajv = new Ajv2020({ strict: false });
ajv.addSchema(document, 'document');

/** Validates a value with the document's schema at a JSON pointer; returns the errors. */
function validateBy(pointer: readonly string[], value: unknown): unknown {
  const path = pointer.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'));
  const validate = ajv.getSchema(`document#/${path.join('/')}`);
  return validate?.(value) ? [] : (validate?.errors ?? 'the schema does not exist');
}

const component = (name: string): string[] => ['components', 'schemas', name];

test('is served like the rest, and can be revalidated', async () => {
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    ...securityHeaders,
    'content-type': 'application/json',
  });
  const etag = response.headers.get('etag') ?? '';
  const again = await fetch(`${server.url}/openapi.json`, { headers: { 'if-none-match': etag } });
  expect(again.status).toBe(304);
  const post = await fetch(`${server.url}/openapi.json`, { method: 'POST' });
  expect(post.status).toBe(405);
});

test('is OpenAPI 3.1 for an independent validator', async () => {
  const validator = new Validator();
  expect(await validator.validate(structuredClone(document))).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
  expect(document.servers).toEqual([{ url: '/' }]);
  const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
  expect(document.info).toMatchObject({ version });
});

test('lists every REST route, and each of them exists', async () => {
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(routes).toEqual(['post /classify', 'post /predict', 'get /health', 'get /openapi.json']);
  for (const route of routes) {
    const [method = '', path] = route.split(' ');
    const { status } = await fetch(server.url + path, { method: method.toUpperCase() });
    expect([404, 405]).not.toContain(status);
  }
});

test('every example fits its schema', () => {
  const found: string[] = [];
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, { requestBody, responses }] of Object.entries(methods)) {
      const bodies: [string[], Record<string, Media>][] = [
        [['requestBody'], requestBody?.content ?? {}],
        ...Object.entries(responses).map(([status, { content }]): [string[], typeof content] => [
          ['responses', status],
          content,
        ]),
      ];
      for (const [position, content] of bodies) {
        for (const [type, media] of Object.entries(content)) {
          const pointer = ['paths', path, method, ...position, 'content', type, 'schema'];
          for (const name of Object.keys(media.examples ?? {})) {
            expect([name, validateBy(pointer, examples[name]?.value)]).toEqual([name, []]);
            found.push(name);
          }
        }
      }
    }
  }
  // 22 codes that an operation may return, and the examples of requests and answers.
  expect(new Set(found).size).toBe(29);
});

describe('actual answers fit their schemas:', () => {
  test('an answer, which equals the example', async () => {
    const live = await fetch(`${server.url}/classify?topK=3&explain=true`, {
      method: 'POST',
      body: coffee,
    });
    const answer = await live.json();
    expect(validateBy(component('Answer'), answer)).toEqual([]);
    const example = examples.explained?.value as { predictions: { score: number }[] };
    const predictions = example.predictions.map((prediction) => ({
      ...prediction,
      // Processors differ by 0.015 at most.
      score: expect.closeTo(prediction.score, 1),
    }));
    const times = { decodeMs: expect.any(Number), inferenceMs: expect.any(Number) };
    expect(answer).toEqual({
      ...example,
      predictions,
      timing: { fetchMs: null, ...times, totalMs: expect.any(Number) },
      coldStart: expect.any(Boolean),
      requestId: expect.any(String),
      explanation: expect.objectContaining({
        index: 967,
        width: 7,
        height: 7,
        region: { left: 125, top: 25, width: 350, height: 350 },
      }),
    });
  });

  test('the answers of predict and health', async () => {
    const form = new FormData();
    form.set('image', new Blob([coffee]), 'coffee.jpg');
    const predicted = await fetch(`${server.url}/predict`, { method: 'POST', body: form });
    const best = await predicted.json();
    expect(validateBy(component('PredictAnswer'), best)).toEqual([]);
    expect(best).toHaveLength(3);
    const health = await (await fetch(`${server.url}/health`)).json();
    expect(validateBy(component('Health'), health)).toEqual([]);
    expect(health).toEqual(examples.healthy?.value);
  });

  test('a request by base64, which is answered', async () => {
    const live = await fetch(`${server.url}/classify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(examples.byBase64?.value),
    });
    expect(live.status).toBe(200);
    expect(await live.json()).toMatchObject({ image: { format: 'gif', width: 1, height: 1 } });
  });
});

describe('requests that the service refuses do not fit:', () => {
  test.each([
    { image: { base64: '' }, topK: 0 },
    { image: { base64: '' }, topK: 101 },
    { image: { base64: '' }, topk: 1 },
    { image: { base64: '', url: '' } },
    { image: 'coffee.jpg' },
    { image: { s3: { bucket: 'holidays' } } },
    {},
  ])('%j', async (body) => {
    expect(validateBy(component('ClassifyRequest'), body)).not.toEqual([]);
    const live = await fetch(`${server.url}/classify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(await live.json()).toMatchObject({ code: 'INVALID_REQUEST' });
  });
});

test('states the limits of the service that serves it', async () => {
  const text = JSON.stringify(document);
  expect(text).toContain('a picture of at most 20000000 bytes');
  const lambda = await startLambda(modelFolder);
  const { body = '' } = await lambda.send({ path: '/openapi.json' });
  const there = JSON.parse(body) as Document;
  expect(body).toContain('a picture of at most 4500000 bytes');
  expect(there.components.examples.IMAGE_TOO_LARGE?.value).toMatchObject({
    details: { limit: functionUrlLimits.pictureBytes },
  });
  // 4,500,000 bytes are 6,000,000 characters of base64.
  expect(body).toContain('"maxLength":6000000');
});
