import { afterAll, describe, expect, test } from 'vitest';
import { readPictureFixture } from '../../support/fixtures.ts';
import { startTestServer } from '../../support/glimpse.ts';
import { securityHeaders } from '../../support/security-headers.ts';
import { createTestService } from '../../support/service.ts';

const secret = 'EACCES: permission denied, open /var/task/model/model.onnx';

/** Throws an error for topK 13, and a non-Error value for topK 17. */
const server = await startTestServer({
  service: () => {
    const real = createTestService()();
    return {
      ...real,
      classify: async (input, caller) => {
        if (input.topK === 13) throw new Error('outside', { cause: new Error(secret) });
        if (input.topK === 17) throw secret;
        return real.classify(input, caller);
      },
    };
  },
});
const body = readPictureFixture('coffee');
const image = { base64: body.toString('base64') };

afterAll(() => server.close());

const classify = (query: string) =>
  fetch(`${server.url}/classify?${query}`, { method: 'POST', body });

/** Fields of a log line; `err` is the thrown value. */
interface LoggedFields {
  readonly requestId?: string;
  readonly err?: unknown;
}

function findLines(response: Response): { level: string; fields: LoggedFields }[] {
  const requestId = response.headers.get('x-request-id');
  return server.lines.filter(
    ({ fields }: { fields: LoggedFields }) => fields.requestId === requestId,
  );
}

describe('a problem', () => {
  test('has the members of RFC 9457 and four extensions', async () => {
    const response = await classify('topK=0');
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toEqual({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: 'The request is not valid: topK: Too small: expected number to be >=1',
      code: 'INVALID_REQUEST',
      details: {
        issues: [{ path: 'topK', message: 'Too small: expected number to be >=1' }],
      },
      advice: 'Correct the request as the message says.',
      requestId: response.headers.get('x-request-id'),
    });
  });

  // https://www.iana.org/assignments/http-status-codes
  test.each([
    ['/nothing', 'GET', 'Not Found'],
    ['/classify', 'GET', 'Method Not Allowed'],
    ['/classify', 'POST', 'Unsupported Media Type'],
    ['/classify?topK=13', 'POST', 'Internal Server Error'],
  ])('of %s %s has the title of its status', async (path, method, title) => {
    const picture = path === '/classify' ? '%PDF' : body;
    const init = method === 'POST' ? { method, body: picture } : { method };
    expect(await (await fetch(server.url + path, init)).json()).toMatchObject({ title });
  });
});

test('an answer repeats its id in a header, and each answer has its own', async () => {
  const [one, two] = [await classify('topK=1'), await classify('topK=1')];
  const [first, second] = [await one.json(), await two.json()];
  expect(first).toMatchObject({ requestId: one.headers.get('x-request-id') });
  expect(second).toMatchObject({ requestId: two.headers.get('x-request-id') });
  expect(one.headers.get('x-request-id')).not.toBe(two.headers.get('x-request-id'));
});

describe.each([
  ['an error', 13],
  ['a non-Error value', 17],
])('if the service throws %s', (_what, topK) => {
  test('REST reveals nothing, and the log has it under the same id', async () => {
    const response = await classify(`topK=${topK}`);
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(Object.fromEntries(response.headers)).toMatchObject(securityHeaders);
    expect(JSON.parse(text)).toMatchObject({
      code: 'INTERNAL',
      detail: 'Something went wrong in the service; try again.',
      details: {},
    });
    expect(text).not.toContain('EACCES');
    const lines = findLines(response);
    expect(lines).toMatchObject([
      { level: 'error', fields: { path: '/classify', status: 500, code: 'INTERNAL' } },
    ]);
    expect(String(lines[0]?.fields.err)).toContain(secret);
  });

  test('tRPC reveals nothing, and the log has it under the same id', async () => {
    const response = await fetch(`${server.url}/trpc/classify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ image, topK }),
    });
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(JSON.parse(text)).toEqual({
      error: {
        message: expect.any(String),
        code: -32603,
        data: { code: 'INTERNAL', details: {}, httpStatus: 500, path: 'classify' },
      },
    });
    const [failure] = findLines(response);
    expect(String(failure?.fields.err)).toContain(secret);
  });
});

test('a mistake of the caller is not logged as an error', async () => {
  const response = await classify('topK=0');
  expect(findLines(response)).toEqual([
    {
      level: 'info',
      message: 'request',
      fields: {
        requestId: response.headers.get('x-request-id'),
        method: 'POST',
        path: '/classify',
        status: 400,
        ms: expect.any(Number),
        code: 'INVALID_REQUEST',
      },
    },
  ]);
});
