import { setTimeout } from 'node:timers/promises';
import type { Random } from '../random.ts';
import type { Reply } from '../run/client.ts';
import { Fault } from '../run/fault.ts';
import type { Kind, Target } from '../run/part.ts';
import { createHost, createMalformed, createSmuggled } from './messages.ts';
import { exchange, type Piece, parseReplies } from './raw-socket.ts';

/** Requests at which the server may do no more than answer, or close. */
export const requestKinds: Readonly<Record<string, Kind>> = {
  malformed: {
    weight: 100,
    make: (random) => {
      const input = createMalformed(random);
      const isHead = /^HEAD\s/.test(input.toString('latin1'));
      const send = async ({ server }: Target): Promise<Reply[]> => {
        const replies = await askLoosely(server.port, input);
        return replies.map((reply) => ({ ...reply, isHead }));
      };
      return { title: 'request line and headers', input, send };
    },
  },
  hosts: {
    weight: 30,
    make: (random) => {
      const hosts = Array.from({ length: 50 }, () => createHost(random));
      const input = Buffer.from(hosts.join('\n'));
      const send = ({ server }: Target): Promise<Reply[]> => sendHosts(server.port, hosts);
      return { title: '50 Host headers', input, send };
    },
  },
  smuggling: {
    weight: 60,
    make: (random) => {
      const hidden = `/hidden-${random.bits()}`;
      const input = createSmuggled(random, hidden);
      return {
        title: 'a request in the body of another',
        input,
        send: async ({ server }) => {
          const replies = await askLoosely(server.port, input);
          await setTimeout(20);
          if (server.log.some((line) => line.includes(hidden)) && isAmbiguous(input)) {
            throw new Fault('a request within a body was answered as one');
          }
          return replies;
        },
      };
    },
  },
  pipelined: {
    weight: 15,
    make: (random) => {
      const count = random.magnitude(1, 1_000);
      const one = createRequest('GET /health HTTP/1.1', ['Host: localhost'], false);
      const last = createRequest('GET /health HTTP/1.1', ['Host: localhost']);
      const input = Buffer.concat([...Array<Buffer>(count).fill(one), last]);
      return {
        title: `${count + 1} at once`,
        input,
        send: async ({ server }) => {
          const replies = await ask(server.port, [input]);
          if (replies.length === count + 1) return replies;
          throw new Fault(`${replies.length} answers to ${count + 1} requests`);
        },
      };
    },
  },
  'header-sizes': {
    weight: 30,
    make: (random) => {
      const count = random.magnitude(1, 3_000);
      const value = 'a'.repeat(random.magnitude(1, 100_000) / count);
      const headers = Array.from({ length: count }, (_, index) => `X-${index}: ${value}`);
      const path = random.chance(0.3) ? `/${'a'.repeat(random.magnitude(1, 70_000))}` : '/health';
      const input = createRequest(`GET ${path} HTTP/1.1`, ['Host: localhost', ...headers]);
      return {
        title: `${count} headers, ${input.length} bytes`,
        input,
        send: ({ server }) => ask(server.port, [input]),
      };
    },
  },
  expectations: {
    weight: 15,
    make: (random) => {
      const expect = random.pick(['100-continue', '100-Continue', '200-ok', '', '100-continue, x']);
      const body = random.bytes(random.magnitude(1, 5_000));
      const headers = ['Host: localhost', `Expect: ${expect}`, `Content-Length: ${body.length}`];
      const head = createRequest('POST /classify HTTP/1.1', headers);
      return {
        title: `Expect: ${expect}`,
        input: Buffer.concat([head, body]),
        send: ({ server }) => ask(server.port, [head, random.pick([0, 50]), body]),
      };
    },
  },
  aborted: { weight: 60, make: createAborted },
  'paths-in-the-log': { weight: 60, always: 'alone', make: createLogged },
};

/** Sends two requests for each Host header. */
export async function sendHosts(port: number, hosts: readonly string[]): Promise<Reply[]> {
  const replies = hosts.flatMap((host) => [
    ask(port, [createRequest('GET /health HTTP/1.1', [`Host: ${host}`])]),
    ask(port, [
      createRequest('POST /classify HTTP/1.1', [`Host: ${host}`, 'Content-Length: 1']),
      'x',
    ]),
  ]);
  return (await Promise.all(replies)).flat();
}

/** Sends pieces, and returns the answers. @throws Fault if there are none */
async function ask(port: number, pieces: readonly Piece[]): Promise<Reply[]> {
  return parseReplies(await exchange(port, pieces));
}

/** Sends what may be the beginning of a longer request: then the server waits, and there is no answer. */
async function askLoosely(port: number, input: Buffer): Promise<Reply[]> {
  const done = await exchange(port, [input], 1_500);
  return done.ended === 'open' && done.received.length === 0 ? [] : parseReplies(done);
}

export function createRequest(line: string, headers: readonly string[], closes = true): Buffer {
  const last = closes ? ['Connection: close'] : [];
  return Buffer.from([line, ...headers, ...last, '', ''].join('\r\n'), 'latin1');
}

/** Whether readers may disagree where a request ends: RFC 9112, 6.3. Others hold two honest requests. */
function isAmbiguous(request: Buffer): boolean {
  const head = request.toString('latin1', 0, request.indexOf('\r\n\r\n'));
  return /content-length/i.test(head) && /transfer-encoding/i.test(head);
}

/** An upload whose caller goes away, or whose length or chunks are wrong. */
function createAborted(random: Random): ReturnType<Kind['make']> {
  const body = random.bytes(random.magnitude(1, 300_000));
  const length = random.pick([body.length, body.length + 1, body.length * 10]);
  const isChunked = random.chance(0.5);
  const framing = isChunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${length}`;
  const head = createRequest('POST /classify HTTP/1.1', ['Host: localhost', framing], false);
  const size = random.pick([body.length.toString(16), 'zz', '-1', 'ffffffffffffffff', '0']);
  const content = isChunked ? Buffer.concat([Buffer.from(`${size}\r\n`), body]) : body;
  const bytes = Buffer.concat([head, content]);
  const input = bytes.subarray(0, random.between(1, bytes.length));
  const patience = random.pick([0, 1, 5, 50]);
  return {
    title: `gone after ${input.length} of ${bytes.length} bytes`,
    input,
    send: async ({ server }) => {
      await exchange(server.port, [input], patience);
      return [];
    },
  };
}

const controls = [
  '%0a',
  '%0d',
  '%0d%0a',
  '%1b%5b2J',
  '%1b%5b31m',
  '%00',
  '%7f',
  '%08',
  '%c2%9b',
  '%e2%80%a8',
  '%e2%80%ae',
  '%ef%bb%bf',
];
const logLine = /^[A-Z-]+ \S.* \d{3} \d+ ms$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what the log may not contain
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202e]/;

/** A path that would write lines and escape sequences of its own into a terminal. */
function createLogged(random: Random): ReturnType<Kind['make']> {
  const token = `token-${random.bits()}`;
  const parts = Array.from({ length: random.between(1, 6) }, () => random.pick(controls));
  const path = `/${token}${parts.join('POST%20/classify%20500%207%20ms')}`;
  const input = createRequest(`GET ${path} HTTP/1.1`, ['Host: localhost']);
  return {
    title: path,
    input,
    send: async ({ server }) => {
      const before = server.log.length;
      const replies = await ask(server.port, [input]);
      await waitFor(() => server.log.slice(before).some((line) => line.includes(token)));
      await setTimeout(20);
      const lines = server.log.slice(before);
      const broken = lines.find((line) => !logLine.test(line) || control.test(line));
      if (broken !== undefined) throw new Fault(`a line of the log: ${JSON.stringify(broken)}`);
      const own = lines.filter((line) => line.includes(token)).length;
      if (own !== 1) throw new Fault(`the log has ${own} lines for one request`);
      return replies;
    },
  };
}

async function waitFor(condition: () => boolean): Promise<void> {
  for (let left = 100; left > 0 && !condition(); left -= 1) await setTimeout(10);
}
