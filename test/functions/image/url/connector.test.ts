import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { publicUrlPolicy } from '../../../../functions/image/url/policy.ts';
import {
  fetchFrom,
  type Listener,
  patientLimits as limits,
  listen,
  picture,
  say,
  sayPicture,
  speak,
  tryFetch,
} from './loopback.ts';

const refusedAddress = { code: 'URL_REFUSED', details: { reason: 'address' } };

/** Listens on one port of both loopback addresses, if the machine has both. */
async function listenEverywhere(): Promise<Listener[]> {
  const four = await listen(createServer());
  const six = await listen(createServer(), { port: four.port, host: '::1' }).catch(() => null);
  return six === null ? [four] : [four, six];
}

describe('no connection is made to', () => {
  test.each([
    '127.0.0.1',
    '127.1',
    '127.0.0.1.',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '017700000001',
    '0177.0.0.01',
    '%31%32%37.0.0.1',
    '①②⑦.⓪.⓪.①',
    '127。0。0。1',
    '0.0.0.0',
    '0',
    '[::]',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[::127.0.0.1]',
    '[::7f00:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::ffff:0:127.0.0.1]',
    '[64:ff9b::127.0.0.1]',
    '[64:ff9b:1::7f00:1]',
    '[2002:7f00:1::]',
    '[2001:0:7f00:1::]',
    '[fd00:ec2::254]',
    '[fe80::1]',
    '10.0.0.1',
    '100.64.0.1',
    '168.63.129.16',
    '169.254.169.254',
    '169.254.170.2',
    '172.16.0.1',
    '192.168.0.1',
    '198.18.0.1',
    '255.255.255.255',
  ])('the address %s', async (host) => {
    const listeners = await listenEverywhere();
    const { port } = listeners[0]!;
    const lookup = () => Promise.reject(new Error('an address is not looked up'));
    const policy = { ...publicUrlPolicy, ports: [port], lookup };
    const failure = await tryFetch(`http://${host}:${port}/`, { policy, limits });
    expect(failure).toEqual(refusedAddress);
    for (const listener of listeners) expect(await listener.countConnections()).toBe(0);
  });

  test.each([
    ['localhost', ['127.0.0.1']],
    ['localhost.', ['127.0.0.1']],
    ['LOCALHOST', ['::1']],
    ['anything.localhost', ['127.0.0.1', '::1']],
    ['unspecified.test', ['0.0.0.0']],
    ['mapped.test', ['::ffff:127.0.0.1']],
    ['compatible.test', ['::7f00:1']],
    ['nat64.test', ['64:ff9b::7f00:1']],
    ['6to4.test', ['2002:7f00:1::']],
    ['teredo.test', ['2001:0:7f00:1::']],
    ['metadata.google.internal', ['169.254.169.254']],
    ['metadata.test', ['fd00:ec2::254']],
    ['azure.test', ['168.63.129.16']],
    ['carrier.test', ['100.64.0.1']],
  ])('the name %s for %j', async (host, addresses) => {
    const listeners = await listenEverywhere();
    const { port } = listeners[0]!;
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const policy = { ...publicUrlPolicy, ports: [port], lookup: async () => found };
    for (const scheme of ['http', 'https']) {
      const url = `${scheme}://${host}:${port}/`;
      expect(await tryFetch(url, { policy, limits })).toEqual(refusedAddress);
    }
    for (const listener of listeners) expect(await listener.countConnections()).toBe(0);
  });
});

test.each([
  ['first', ['127.0.0.1', '127.0.0.2']],
  ['last', ['127.0.0.2', '127.0.0.1']],
])(
  'no connection is made to a name with one forbidden address that comes %s',
  async (_which, addresses) => {
    const secret = await listen(speak({ '/': sayPicture }));
    const policy = {
      lookup: async () => addresses.map((address) => ({ address, family: 4 })),
      isAllowedAddress: (address: string) => address !== '127.0.0.1',
    };
    expect(await fetchFrom(secret, { policy })).toEqual(refusedAddress);
    expect(await secret.countConnections()).toBe(0);
  },
);

/** A lookup that returns these addresses one after the other; `left` are those not used yet. */
function resolveInTurn(...left: string[]) {
  const lookup = async () => [{ address: left.shift() ?? 'looked up too often', family: 4 }];
  return { lookup, left };
}

describe('a name that changes its address', () => {
  test('is looked up once per connection, and the connection goes to that address', async () => {
    const server = await listen(speak({ '/': sayPicture }));
    const { lookup, left } = resolveInTurn('127.0.0.1', '10.0.0.1');
    expect(await fetchFrom(server, { policy: { lookup } })).toEqual({ fetched: picture });
    expect(await fetchFrom(server, { policy: { lookup } })).toEqual(refusedAddress);
    expect(left).toEqual([]);
  });

  test('from public to loopback never reaches loopback', async () => {
    const secret = await listen(speak({ '/': sayPicture }));
    const { lookup, left } = resolveInTurn('127.0.0.2', '127.0.0.1', '127.0.0.1');
    const isAllowedAddress = (address: string) => address === '127.0.0.2';
    const policy = { lookup, isAllowedAddress };
    const failure = await fetchFrom(secret, { policy, limits: { urlConnectMs: 300 } });
    // Nobody listens there: some systems refuse the connection, others let it time out.
    expect(failure).toHaveProperty('code', expect.stringMatching(/^URL_(UNREACHABLE|TIMEOUT)$/));
    expect(left).toEqual(['127.0.0.1', '127.0.0.1']);
    expect(await secret.countConnections()).toBe(0);
  });

  test('between a page and its redirect is checked again', async () => {
    const redirect = say('HTTP/1.1 302 Found', 'location: /', 'content-length: 0', '', '');
    const server = await listen(speak({ '/start': redirect, '/': sayPicture }));
    const { lookup } = resolveInTurn('127.0.0.1', '10.0.0.1');
    expect(await fetchFrom(server, { path: '/start', policy: { lookup } })).toEqual(refusedAddress);
    expect(await server.countConnections()).toBe(1);
  });
});

test('the address of the connection is checked before anything is sent', async () => {
  const received: Buffer[] = [];
  const server = await listen(
    createServer((socket) => socket.on('data', (chunk) => received.push(chunk))),
  );
  const verdicts = [true, false];
  const policy = { isAllowedAddress: () => verdicts.shift() === true };
  expect(await fetchFrom(server, { policy })).toEqual(refusedAddress);
  await server.allClosed();
  expect(await server.countConnections()).toBe(1);
  expect(received).toEqual([]);
});

describe('a host without a connection', () => {
  test.each([
    ['has no address', async () => []],
    ['does not exist', () => Promise.reject(new Error('getaddrinfo ENOTFOUND'))],
  ])('because it %s has the reason dns', async (_what, lookup) => {
    const policy = { ...publicUrlPolicy, lookup };
    const failure = await tryFetch('http://nowhere.test/', { policy, limits });
    expect(failure).toEqual({ code: 'URL_UNREACHABLE', details: { reason: 'dns' } });
  });

  test('because nobody listens has the reason connection', async () => {
    const server = createServer();
    const { port } = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await fetchFrom({ port })).toEqual({
      code: 'URL_UNREACHABLE',
      details: { reason: 'connection' },
    });
  });

  test('because its lookup never ends is a timeout', async () => {
    const policy = { ...publicUrlPolicy, lookup: () => new Promise<never>(() => undefined) };
    const failure = await tryFetch('http://slow.test/', {
      policy,
      limits: { ...limits, urlConnectMs: 200 },
    });
    expect(failure).toEqual({ code: 'URL_TIMEOUT', details: { limitMs: 200 } });
  });

  test('at one of two addresses is reached at the other', async () => {
    const server = await listen(speak({ '/': sayPicture }));
    const lookup = async () => [
      { address: '::1', family: 6 },
      { address: '127.0.0.1', family: 4 },
    ];
    const policy = { lookup, isAllowedAddress: () => true };
    expect(await fetchFrom(server, { policy })).toEqual({ fetched: picture });
  });
});
