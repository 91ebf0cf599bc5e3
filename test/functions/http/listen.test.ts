import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { espresso } from '../../support/espresso.ts';
import { readPictureFixture } from '../../support/fixtures.ts';
import { startTestServer, type TestServer } from '../../support/glimpse.ts';
import { type PictureServer, startPictureServer } from '../../support/picture-server.ts';

const coffee = readPictureFixture('coffee');

interface Setup {
  readonly pictures: PictureServer;
  readonly server: TestServer;
}

/** Starts a server, and a picture server that holds pictures back until a test releases them. */
async function start(): Promise<Setup> {
  const pictures = await startPictureServer();
  const server = await startTestServer({ urls: pictures.policy });
  onTestFinished(() => pictures.close());
  return { pictures, server };
}

function getPort({ url }: TestServer): number {
  return Number(new URL(url).port);
}

describe('closing', () => {
  test('finishes the request in flight and accepts no new one', async () => {
    const { pictures, server } = await start();
    const answer = server.trpc.classify.mutate({ image: { url: pictures.url('held') } });
    await pictures.waiting(1);
    const closed = server.close();
    await vi.waitFor(
      () =>
        expect(fetch(`${server.url}/health`)).rejects.toMatchObject({
          cause: { code: 'ECONNREFUSED' },
        }),
      { timeout: 5_000 },
    );
    pictures.release();
    expect((await answer).predictions[0]).toEqual(espresso);
    await closed;
  });

  test('does not wait for idle keep-alive connections', async () => {
    const { server } = await start();
    const agent = new Agent({ keepAlive: true });
    const [response] = (await once(get(server.url, { agent }), 'response')) as [IncomingMessage];
    const { socket } = response.resume();
    await once(response, 'end');
    expect(response.headers.connection).toBe('keep-alive');
    const gone = once(socket, 'close');
    await server.close();
    await gone;
    agent.destroy();
  });

  test('answers a burst of clients, also those that wait to be accepted', async () => {
    const { server } = await start();
    const sockets = Array.from({ length: 40 }, () => connect(getPort(server), '127.0.0.1'));
    // The system has connected them; the server may not have seen them yet.
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    const closed = server.close();
    const answers = sockets.map(async (socket) => {
      socket.write('GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n');
      const [answer] = await once(socket, 'data');
      return String(answer).split('\r\n')[0];
    });
    expect(await Promise.all(answers)).toEqual(Array(40).fill('HTTP/1.1 200 OK'));
    await closed;
  });

  test('waits a moment for the first request of a connection', async () => {
    const { server } = await start();
    const socket = connect(getPort(server), '127.0.0.1');
    await once(socket, 'connect');
    const closed = server.close();
    await wait(200);
    socket.write('GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(String(answer)).toMatch(/\r\nconnection: close\r\n/i);
    await closed;
  });

  test('does not wait for a connection that becomes idle meanwhile', async () => {
    const { pictures, server } = await start();
    const socket = connect(getPort(server), '127.0.0.1').resume();
    const body = JSON.stringify({ image: { url: pictures.url('held') } });
    socket.write(
      `POST /classify HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    await pictures.waiting(1);
    const closed = server.close();
    const gone = once(socket, 'close');
    pictures.release();
    await closed;
    await gone;
  });
});

describe('a client that disconnects', async () => {
  const errors = vi.spyOn(console, 'error');
  const pictures = await startPictureServer();
  const server = await startTestServer({ urls: pictures.policy });

  beforeEach(async () => {
    await fetch(`${server.url}/health`);
    server.lines.length = 0;
  });
  afterAll(async () => {
    errors.mockRestore();
    pictures.close();
    await server.close();
  });

  async function expectQuietAndWorking(path: string): Promise<void> {
    await vi.waitFor(() => expect(server.lines).toMatchObject([{ fields: { path } }]), 10_000);
    const next = await fetch(`${server.url}/classify?topK=1`, { method: 'POST', body: coffee });
    expect(await next.json()).toMatchObject({ predictions: [espresso] });
    expect(server.lines.filter(({ level }) => level === 'error')).toEqual([]);
    expect(errors).not.toHaveBeenCalled();
  }

  test.each([
    ['/classify', (url: string) => ({ image: { url } })],
    ['/trpc/classify', (url: string) => ({ image: { url } })],
    ['/trpc/classifyBatch', (url: string) => ({ images: [{ url }, { url }] })],
  ])(
    'from %s while a picture is fetched aborts the fetch, and is not an error',
    async (path, toInput) => {
      const client = new AbortController();
      const answer = fetch(server.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(toInput(pictures.url('held'))),
        signal: client.signal,
      });
      await pictures.waiting(1);
      client.abort();
      await expect(answer).rejects.toThrow('This operation was aborted');
      await pictures.abandoned();
      await expectQuietAndWorking(path);
    },
  );

  test.each([
    ['/classify', 'image/jpeg', 'Content-Length: 1000'],
    ['/classify', 'application/json', 'Content-Length: 1000'],
    ['/classify', 'multipart/form-data; boundary=x', 'Content-Length: 1000'],
    ['/predict', 'multipart/form-data; boundary=x', 'Transfer-Encoding: chunked'],
    ['/trpc/classify', 'application/json', 'Content-Length: 1000'],
    ['/trpc/classify', 'application/json', 'Transfer-Encoding: chunked'],
  ])('from %s in the middle of %s (%s) is not an error', async (path, type, framing) => {
    const socket = connect(getPort(server), '127.0.0.1');
    const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${type}\r\n${framing}`;
    await new Promise((resolve) => socket.write(`${head}\r\n\r\n3\r\nabc\r\n`, resolve));
    socket.destroy();
    await expectQuietAndWorking(path);
  });
});
