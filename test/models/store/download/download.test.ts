import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { ModelError } from '../../../../models/format/model-error.ts';
import { download } from '../../../../models/store/download/download.ts';
import type { DownloadOptions } from '../../../../models/store/download/options.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { interrupted, serve, status, whole } from './server.ts';

const file = randomBytes(3_000_000);
const sha256 = createHash('sha256').update(file).digest('hex');
const retryPolicy = { tries: 3, waitMs: 10, stallMs: 300 };

let home: string;
let to: string;

beforeEach(() => {
  for (const name of ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY']) {
    vi.stubEnv(name, undefined);
  }
  home = temporaryFolder();
  to = join(home, 'cache', 'resnet18.pth');
});

afterEach(() => vi.unstubAllEnvs());

async function fetchFrom(url: string, changed: Partial<DownloadOptions> = {}): Promise<void> {
  await download({ url, sha256, bytes: file.length, to, retryPolicy, ...changed });
}

/** Downloads and returns the message of the expected ModelError. */
async function getRefusal(url: string, changed: Partial<DownloadOptions> = {}): Promise<string> {
  const error = await fetchFrom(url, changed).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ModelError);
  expect(existsSync(to)).toBe(false);
  return (error as ModelError).message;
}

function leavePart(bytes: Buffer): void {
  mkdirSync(join(home, 'cache'));
  writeFileSync(`${to}.part`, bytes);
}

function expectFile(): void {
  expect(readFileSync(to).equals(file)).toBe(true);
  expect(existsSync(`${to}.part`)).toBe(false);
}

test('downloads a file and reports progress', async () => {
  const { url, requests } = await serve(whole(file));
  const progress: number[] = [];
  await fetchFrom(url, { onProgress: (received) => progress.push(received) });
  expectFile();
  expect(progress.at(-1)).toBe(file.length);
  expect(progress).toEqual(progress.toSorted((one, other) => one - other));
  expect(requests).toHaveLength(1);
});

test('does not fetch a file that exists', async () => {
  const { url, requests } = await serve(whole(file));
  await fetchFrom(url);
  await fetchFrom(url);
  expect(requests).toHaveLength(1);
});

test('replaces an existing file that is wrong', async () => {
  const { url } = await serve(whole(file));
  mkdirSync(join(home, 'cache'));
  writeFileSync(to, randomBytes(file.length));
  await fetchFrom(url);
  expectFile();
});

test('follows redirects', async () => {
  const { url } = await serve(whole(file));
  const { url: moved } = await serve(status(302, { location: url }));
  await fetchFrom(moved);
  expectFile();
});

describe('resuming', () => {
  test('continues where the connection was interrupted', async () => {
    const { url, requests } = await serve(interrupted(file, 1_000_000), whole(file));
    await fetchFrom(url);
    expectFile();
    expect(requests[1]?.headers).toMatchObject({ range: 'bytes=1000000-', 'if-range': '"one"' });
  });

  test('continues after any number of interruptions if each attempt receives a mebibyte', async () => {
    const { url, requests } = await serve(interrupted(file, 1_100_000));
    await fetchFrom(url, { retryPolicy: { ...retryPolicy, tries: 2 } });
    expectFile();
    expect(requests).toHaveLength(3);
  });

  test('starts over if the file on the server has changed', async () => {
    const { url } = await serve(
      interrupted(randomBytes(file.length), 1_000_000),
      whole(file, '"two"'),
    );
    await fetchFrom(url);
    expectFile();
  });

  test('sends no weak validator', async () => {
    const { url, requests } = await serve(interrupted(file, 1_000_000, 'W/"one"'), whole(file));
    await fetchFrom(url);
    expect(requests[1]?.headers['if-range']).toBeUndefined();
  });

  test('starts over if the server ignores ranges', async () => {
    const { url } = await serve(interrupted(file, 1_000_000), (_, response) => response.end(file));
    await fetchFrom(url);
    expectFile();
  });

  test('starts over if the server does not have the range', async () => {
    leavePart(file.subarray(0, 1000));
    const { url, requests } = await serve(status(416), whole(file));
    await fetchFrom(url);
    expectFile();
    expect(requests[1]?.headers.range).toBeUndefined();
  });

  test('continues the part of an earlier run', async () => {
    leavePart(file.subarray(0, 2_000_000));
    const { url, requests } = await serve(whole(file));
    await fetchFrom(url);
    expectFile();
    expect(requests.map(({ headers }) => headers.range)).toEqual(['bytes=2000000-']);
  });

  test('fetches nothing if an earlier run left a complete part', async () => {
    leavePart(file);
    const { url, requests } = await serve(whole(file));
    await fetchFrom(url);
    expectFile();
    expect(requests).toHaveLength(0);
  });

  test.each([1000, 3_000_000, 4_000_000])(
    'starts over if an earlier run left %i wrong bytes',
    async (count) => {
      leavePart(randomBytes(count));
      const { url } = await serve(whole(file));
      await fetchFrom(url);
      expectFile();
    },
  );
});

describe('retrying', () => {
  test.each([408, 429, 500, 503])('retries after status %i', async (code) => {
    const { url, requests } = await serve(status(code), whole(file));
    await fetchFrom(url);
    expectFile();
    expect(requests).toHaveLength(2);
  });

  test('waits as long as the server asks', async () => {
    const { url } = await serve(status(503, { 'retry-after': '1' }), whole(file));
    const start = performance.now();
    await fetchFrom(url);
    expect(performance.now() - start).toBeGreaterThan(990);
  });

  test('ends after the maximum number of failures in a row', async () => {
    const { url, requests } = await serve(status(503));
    expect(await getRefusal(url)).toBe(
      `${url} cannot be downloaded (the server answered with status 503; 0 of 3000000 bytes received): try again later, or get the file elsewhere and pass it with --from FILE.`,
    );
    expect(requests).toHaveLength(3);
  });

  test('ends if no server is listening', async () => {
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const { port } = free.address() as AddressInfo;
    free.close();
    expect(await getRefusal(`http://127.0.0.1:${port}/`)).toContain('ECONNREFUSED');
  });

  test('ends if the server stalls, and keeps the part', async () => {
    const { url, requests } = await serve((_, response) => {
      response.writeHead(200, { 'content-length': file.length });
      response.write(file.subarray(0, 1000));
    });
    expect(await getRefusal(url)).toContain('no data for 0.3 seconds');
    expect(requests).toHaveLength(3);
    expect(existsSync(`${to}.part`)).toBe(true);
  });

  test('ends if the server never answers', async () => {
    const { url } = await serve(() => undefined);
    expect(await getRefusal(url)).toContain('no data for 0.3 seconds');
  });

  test('ends if the server sends another range than requested', async () => {
    leavePart(file.subarray(0, 1000));
    const { url } = await serve(
      status(206, { 'content-range': `bytes 7-${file.length - 1}/${file.length}` }),
    );
    expect(await getRefusal(url)).toContain('another range than requested');
  });
});

describe('no retry', () => {
  test.each([400, 401, 403, 404, 410])('after status %i', async (code) => {
    const { url, requests } = await serve(status(code));
    expect(await getRefusal(url)).toBe(
      `${url} cannot be downloaded: the server answered with status ${code}; get the file elsewhere and pass it with --from FILE.`,
    );
    expect(requests).toHaveLength(1);
  });

  test('after wrong bytes, which are deleted', async () => {
    const { url, requests } = await serve(whole(randomBytes(file.length)));
    expect(await getRefusal(url)).toMatch(/sha256 is [0-9a-f]{64}, expected .*--from FILE/);
    expect(requests).toHaveLength(1);
    expect(existsSync(`${to}.part`)).toBe(false);
  });

  test.each([10, 4_000_000])('after a length of %i', async (length) => {
    const { url, requests } = await serve(whole(randomBytes(length)));
    expect(await getRefusal(url)).toContain(`(${length} bytes, expected 3000000)`);
    expect(requests).toHaveLength(1);
  });

  test('after a range of another length', async () => {
    leavePart(file.subarray(0, 1000));
    const { url } = await serve(status(206, { 'content-range': 'bytes 1000-1001/1002' }));
    expect(await getRefusal(url)).toContain('(1002 bytes, expected 3000000)');
  });

  test('after an endless body, which is deleted', async () => {
    const { url, requests } = await serve((_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(file), 1);
      response.on('close', () => clearInterval(timer));
    });
    expect(await getRefusal(url)).toMatch(/at least \d+ bytes, expected 3000000/);
    expect(requests).toHaveLength(1);
    expect(existsSync(`${to}.part`)).toBe(false);
  });

  test('after the caller aborts', async () => {
    const caller = new AbortController();
    const { url, requests } = await serve((_, response) => {
      response.writeHead(200, { 'content-length': file.length });
      response.write(file.subarray(0, 1000));
    });
    const reason = new Error('interrupted');
    const onProgress = (): void => caller.abort(reason);
    await expect(fetchFrom(url, { signal: caller.signal, onProgress })).rejects.toBe(reason);
    expect(requests).toHaveLength(1);
    expect(existsSync(`${to}.part`)).toBe(true);
  });

  test('after the caller aborts during a pause', async () => {
    const reason = new Error('interrupted');
    const { url, requests } = await serve(status(503, { 'retry-after': '60' }));
    const caller = new AbortController();
    setTimeout(() => caller.abort(reason), 100);
    await expect(fetchFrom(url, { signal: caller.signal })).rejects.toBe(reason);
    expect(requests).toHaveLength(1);
  });
});

test('reports a folder that cannot be created', async () => {
  const { url } = await serve(whole(file));
  writeFileSync(join(home, 'cache'), 'a file');
  await expect(fetchFrom(url)).rejects.toThrow(/resnet18\.pth cannot be written: E/);
});

describe('proxies', () => {
  /** Starts a proxy until the test ends, and records the hosts it connects to. */
  async function startProxy(): Promise<{ readonly url: string; readonly hosts: string[] }> {
    const hosts: string[] = [];
    const server = createServer();
    server.on('connect', ({ url = '' }, client) => {
      hosts.push(url);
      const [host, port] = url.split(':');
      const upstream = connect(Number(port), host, () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.pipe(client).pipe(upstream);
      });
      for (const socket of [client, upstream]) socket.on('error', () => client.destroy());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, hosts };
  }

  test('are used if the environment sets one', async () => {
    const { url } = await serve(whole(file));
    const { url: proxyUrl, hosts } = await startProxy();
    vi.stubEnv('HTTP_PROXY', proxyUrl);
    vi.stubEnv('NO_PROXY', '');
    await fetchFrom(url);
    expectFile();
    expect(hosts).toEqual([new URL(url).host]);
  });

  test('are not used for hosts in NO_PROXY', async () => {
    const { url } = await serve(whole(file));
    const { url: proxyUrl, hosts } = await startProxy();
    vi.stubEnv('HTTP_PROXY', proxyUrl);
    vi.stubEnv('NO_PROXY', '127.0.0.1');
    await fetchFrom(url);
    expectFile();
    expect(hosts).toEqual([]);
  });

  test('that are not URLs are reported', async () => {
    vi.stubEnv('HTTPS_PROXY', 'not a url');
    expect(await getRefusal('http://127.0.0.1:9/')).toContain('is not the URL of a proxy');
  });
});
