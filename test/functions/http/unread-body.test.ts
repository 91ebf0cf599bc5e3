import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from 'vitest';
import { espresso } from '../../support/espresso.ts';
import { readPictureFixture } from '../../support/fixtures.ts';
import { startTestServer } from '../../support/glimpse.ts';

const server = await startTestServer();
const coffee = readPictureFixture('coffee');

afterAll(() => server.close());

interface Reply {
  readonly status: number | undefined;
  readonly connection: string | undefined;
  readonly body: string;
}

interface Sent {
  readonly path: string;
  readonly method?: string;
  readonly body: Buffer;
}

/** Sends a request over an agent that keeps connections. */
async function send(agent: Agent, { path, method = 'POST', body }: Sent): Promise<Reply> {
  const upload = request(server.url + path, { method, agent });
  // A client that is answered early may fail to send the rest, which is no error of the exchange.
  upload.on('error', () => undefined);
  upload.end(body);
  const [response] = (await once(upload, 'response')) as [IncomingMessage];
  const { statusCode, headers } = response;
  return { status: statusCode, connection: headers.connection, body: await text(response) };
}

const refusals = [
  ['an unknown option', { path: '/classify?top_k=3', status: 400 }],
  ['an unknown path', { path: '/nothing', status: 404 }],
  ['a wrong method', { path: '/classify', method: 'PUT', status: 405 }],
  ['a content type that tRPC cannot read', { path: '/trpc/classify', status: 400 }],
  ['too many calls', { path: `/trpc/${Array(17).fill('model').join(',')}?batch=1`, status: 400 }],
] satisfies [string, { path: string; method?: string; status: number }][];

describe.each([1_000, 2_000_000, 30_000_000])('a refused body of %i bytes', (length) => {
  const body = Buffer.alloc(length, 'A');

  test.each(refusals)(
    'with %s is answered, and so is the next request',
    async (_, { status, ...sent }) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      for (let round = 0; round < 3; round += 1) {
        expect((await send(agent, { ...sent, body })).status).toBe(status);
        const good = await send(agent, { path: '/classify?topK=1', body: coffee });
        expect(JSON.parse(good.body)).toMatchObject({ predictions: [espresso] });
      }
      agent.destroy();
    },
  );

  test('is refused to fetch, and the next request answered', async () => {
    for (let round = 0; round < 3; round += 1) {
      const refused = await fetch(`${server.url}/classify?top_k=3`, { method: 'POST', body });
      expect(await refused.json()).toMatchObject({ code: 'INVALID_REQUEST' });
      const good = await fetch(`${server.url}/classify?topK=1`, { method: 'POST', body: coffee });
      expect(await good.json()).toMatchObject({ predictions: [espresso] });
    }
  });
});

test('a body beyond the limit is refused, and the next request answered', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let round = 0; round < 3; round += 1) {
    const refused = await send(agent, { path: '/classify', body: Buffer.alloc(40_000_000) });
    expect(refused).toMatchObject({ status: 413, connection: 'close' });
    expect((await send(agent, { path: '/classify', body: coffee })).status).toBe(200);
  }
  agent.destroy();
});

test('a request that has been read keeps its connection', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  expect((await send(agent, { path: '/classify', body: coffee })).connection).toBe('keep-alive');
  agent.destroy();
});
