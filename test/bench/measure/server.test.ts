import { describe, expect, onTestFinished, test } from 'vitest';
import { picturePath, readPictureFixture } from '../../support/fixtures.ts';
import type { Picture } from '../pictures/pictures.ts';
import { HttpClient } from './http-client.ts';
import { createPeer } from './peer.ts';
import { type Server, startServer } from './server.ts';

const bytes = readPictureFixture('coffee');
const picture: Picture = { name: 'small', path: picturePath('coffee'), type: 'image/jpeg', bytes };

/** Answers only if it gets the very bytes. */
const exact = `async (bytes) => {
  if (bytes.length !== ${bytes.length}) throw new Error(\`\${bytes.length} bytes\`);
  return [];
}`;

async function start(classify: string): Promise<Server> {
  const peer = createPeer(classify);
  const server = await startServer(peer, peer.rest(picture));
  onTestFinished(() => server.stop());
  return server;
}

function connect({ port }: Server): HttpClient {
  const client = new HttpClient(port);
  onTestFinished(() => client.close());
  return client;
}

test('waits for the first answer, and takes pictures as bytes and as base64', async () => {
  const server = await start(exact);
  expect(server.firstAnswerMs).toBeGreaterThan(0);
  const client = connect(server);
  const { contestant } = server;
  expect(await client.send(contestant.rest(picture))).toBeGreaterThan(0);
  expect(await client.send(contestant.json(picture))).toBeGreaterThan(0);
  expect(await client.askHealth()).toBeGreaterThan(0);
});

test('does not take an error for an answer', async () => {
  const server = await start(exact);
  const client = connect(server);
  const cut = { ...picture, bytes: bytes.subarray(0, 100) };
  await expect(client.send(server.contestant.rest(cut))).rejects.toThrow(
    'answered 500: Error: 100',
  );
});

test('says what a server wrote that ends instead of starting', async () => {
  await expect(start('(() => { throw new Error("no model") })()')).rejects.toThrow('no model');
});

describe.runIf(process.platform === 'linux')('memory', () => {
  test('is that of the process, and not less than its code takes', async () => {
    const server = await start('async () => []');
    // Node alone takes some 40 MB; a gigabyte more would be somebody else's.
    expect(server.peakMegabytes()).toBeGreaterThan(20);
    expect(server.peakMegabytes()).toBeLessThan(1_000);
  });
});
