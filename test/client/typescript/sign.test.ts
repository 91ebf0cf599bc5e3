import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Credentials, createGlimpse } from '../../../client/typescript/src/index.ts';
import { parseRegion, signingFetch } from '../../../client/typescript/src/transport/sign.ts';
import { espresso } from '../../support/espresso.ts';
import { readPictureFixture } from '../../support/fixtures.ts';
import { type Gateway, startGateway } from '../../support/gateway.ts';
import { startTestServer, type TestServer } from '../../support/glimpse.ts';
import { catchError } from './retry-clock.ts';
import { findRefusal, type Identity, type Signed } from './sigv4.ts';

/** The identity of AWS's published test suite. */
const example = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};

describe('the verifier of these tests agrees with the signatures that AWS publishes', () => {
  const identity: Identity = { ...example, region: 'us-east-1', service: 'service' };
  const scope = 'AKIDEXAMPLE/20150830/us-east-1/service/aws4_request';
  test.each([
    {
      name: 'get-vanilla',
      method: 'GET',
      path: '/',
      signature: '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
    },
    {
      name: 'get-vanilla-query-order-key-case',
      method: 'GET',
      path: '/?Param2=value2&Param1=value1',
      signature: 'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
    },
    {
      name: 'post-vanilla',
      method: 'POST',
      path: '/',
      signature: '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
    },
  ])('$name', ({ method, path, signature }) => {
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${signature}`;
    const headers = {
      host: 'example.amazonaws.com',
      'x-amz-date': '20150830T123600Z',
      authorization,
    };
    const request: Signed = { method, path, headers, body: Buffer.alloc(0) };
    expect(findRefusal(request, identity)).toBeNull();
    expect(findRefusal({ ...request, path: '/other' }, identity)).toMatch('does not match');
  });
});

/** A gateway in front of the real service, like a function URL with AWS_IAM. */
let iam: { url: string; received: Signed[]; server: Server };
let glimpseServer: TestServer;
const lambda: Identity = { ...example, region: 'eu-central-1', service: 'lambda' };

beforeAll(async () => {
  glimpseServer = await startTestServer();
  const received: Signed[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const body = await buffer(request);
    const arrived: Signed = { method, path: url, headers, body };
    received.push(arrived);
    const refusal = findRefusal(arrived, lambda);
    if (refusal) {
      response.writeHead(403, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ message: refusal }));
      return;
    }
    const answer = await fetch(glimpseServer.url + url, {
      method,
      headers: { 'content-type': headers['content-type'] ?? '' },
      body: method === 'GET' ? null : new Uint8Array(body),
    });
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(await answer.text());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  iam = { url: `http://127.0.0.1:${port}`, received, server };
});

afterAll(async () => {
  iam.server.close();
  await glimpseServer.close();
});

const signing = { region: 'eu-central-1', credentials: example };

test('every kind of request is accepted with its signature', async () => {
  const glimpse = createGlimpse({ url: iam.url, ...signing });
  const coffee = readPictureFixture('coffee');
  const answer = await glimpse.classify(coffee, { topK: 2, minScore: 0.001 });
  expect(answer.predictions[0]).toEqual(espresso);
  expect(
    await catchError(glimpse.classify(new URL('http://localhost/a?b=c d&e=(é)'))),
  ).toMatchObject({
    code: 'URL_REFUSED',
  });
  expect((await glimpse.model()).id).toBe('efficientnet-lite0');
  // The query of this one carries JSON: braces, quotes, colon.
  expect(await glimpse.labels({ lang: 'en' })).toHaveLength(1000);
  const base64 = coffee.toString('base64');
  expect((await glimpse.trpc.classify.mutate({ image: { base64 } })).predictions[0]).toEqual(
    espresso,
  );
});

test('the query is signed with any characters', async () => {
  const sign = signingFetch(signing);
  const odd = `it's (all) ~here~ *! é+/=&?#[]@ :;,$`;
  const query = new URLSearchParams({ z: odd, a: '', 'b c': '1' })
    .toString()
    .replaceAll('+', '%20');
  for (const path of [`/trpc/nothing?input=${encodeURIComponent(odd)}`, `/nothing?${query}`]) {
    expect((await sign(iam.url + path)).status).toBe(404);
  }
});

test.each([
  ['a string', 'hello'],
  ['bytes', new TextEncoder().encode('hello')],
  ['a blob', new Blob(['hello'])],
  ['a stream', new Blob(['hello']).stream()],
])('a body is signed and sent: %s', async (_name, body) => {
  const sign = signingFetch(signing);
  const init: RequestInit = { method: 'POST', body, duplex: 'half' };
  expect((await sign(`${iam.url}/classify`, init)).status).toBe(415);
  const arrived = iam.received.at(-1);
  expect(arrived?.body.toString()).toBe('hello');
  // printf hello | sha256sum
  expect(arrived?.headers['x-amz-content-sha256']).toBe(
    '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
  );
});

test("a wrong secret is FORBIDDEN, with the gateway's message", async () => {
  const credentials = { ...example, secretAccessKey: 'wrong' };
  const glimpse = createGlimpse({ url: iam.url, region: 'eu-central-1', credentials });
  const error = await catchError(glimpse.model());
  expect(error).toMatchObject({ code: 'FORBIDDEN', status: 403 });
  expect(error.message).toContain('The request signature we calculated does not match');
});

test('a provider is called for each attempt, and its token is signed', async () => {
  const gateway: Gateway = await startGateway({ status: 429 }, { body: '{"predictions":[]}' });
  let calls = 0;
  const credentials = async (): Promise<Credentials> => {
    calls += 1;
    return { ...example, sessionToken: `token-${calls}` };
  };
  const glimpse = createGlimpse({ url: gateway.url, region: 'eu-central-1', credentials });
  await glimpse.classify(new Uint8Array([1]));
  expect(gateway.arrived.map(({ headers }) => headers['x-amz-security-token'])).toEqual([
    'token-1',
    'token-2',
  ]);
  for (const arrived of gateway.arrived) {
    expect(findRefusal(arrived, lambda)).toBeNull();
    expect(arrived.headers.authorization).toContain('x-amz-security-token');
  }
  await gateway.close();
});

test('a provider without credentials is FORBIDDEN, with the reason', async () => {
  const cause = new Error('the sign-in has expired');
  const credentials = () => Promise.reject(cause);
  const glimpse = createGlimpse({ url: iam.url, region: 'eu-central-1', credentials });
  const error = await catchError(glimpse.classify(new Uint8Array([1])));
  expect(error).toMatchObject({ code: 'FORBIDDEN', status: null, cause });
  expect(error.message).toContain('the sign-in has expired');
});

test('the signature has the time of its clock', async () => {
  const before = iam.received.length;
  const now = () => new Date('2026-02-03T04:05:06.789Z');
  await signingFetch({ ...signing, now })(`${iam.url}/health`);
  expect(iam.received.slice(before).map(({ headers }) => headers['x-amz-date'])).toEqual([
    '20260203T040506Z',
  ]);
});

test('a redirect is not followed, because it would need another signature', async () => {
  const elsewhere = await startGateway({});
  const gateway = await startGateway({ status: 307, headers: { location: elsewhere.url } });
  const glimpse = createGlimpse({ url: gateway.url, ...signing });
  expect(await catchError(glimpse.model())).toMatchObject({
    code: 'UNEXPECTED_ANSWER',
    status: 307,
  });
  expect(elsewhere.arrived).toEqual([]);
  await gateway.close();
  await elsewhere.close();
});

test('the region is read from a function URL, otherwise it must be passed', () => {
  const host = 'abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-west-3.on.aws';
  expect(parseRegion(`https://${host}/`)).toBe('eu-west-3');
  expect(parseRegion('https://lambda-url.eu-west-3.on.aws.example.com')).toBeUndefined();
  expect(() => createGlimpse({ url: `https://${host}`, credentials: example })).not.toThrow();
  const url = 'https://pictures.example.com/';
  expect(() => createGlimpse({ url, credentials: example })).toThrow(
    /^region: pictures\.example\.com .*region/,
  );
});
