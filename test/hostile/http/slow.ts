import { setTimeout } from 'node:timers/promises';
import { bounds } from '../bounds.ts';
import { getScans } from '../pictures/dear.ts';
import { smallPicture } from '../requests/values.ts';
import type { Reply } from '../run/client.ts';
import { Fault, Late } from '../run/fault.ts';
import type { Kind, Target } from '../run/part.ts';
import { startServer } from '../run/server.ts';
import { createRequest } from './kinds.ts';
import { exchange, type Piece, parseReplies } from './raw-socket.ts';

/** Milliseconds that the server gives headers and whole requests, and how much later it may notice. */
const timeouts = { headers: 10_000, request: 60_000, later: 2_500 };
const callers = { slow: 12, leaving: 50, burst: 30, costly: 8 };
/** By how much a dear picture may take longer after others whose callers have gone: one may still be at work. */
const afterLeavers = { factor: 4, ms: 1_000 };
/** Milliseconds that they stay: enough to send the picture on a busy machine. */
const stayMs = 1_500;
const crowdMs = 8_000;

/** Callers that are slow, or that go. */
export const slowKinds: Readonly<Record<string, Kind>> = {
  'slow-headers': {
    weight: 0,
    always: 'beside',
    make: () =>
      createSlow({ what: 'headers', limit: timeouts.headers, head: 'GET /health HTTP/1.1\r\nX: ' }),
  },
  'slow-bodies': {
    weight: 0,
    always: 'beside',
    make: () => {
      const head = createRequest(
        'POST /classify HTTP/1.1',
        ['Host: localhost', 'Content-Length: 9999'],
        false,
      );
      return createSlow({ what: 'bodies', limit: timeouts.request, head: head.toString() });
    },
  },
  'one-byte-chunks': {
    weight: 2,
    make: (random) => {
      const count = random.magnitude(1_000, 200_000);
      const head = createRequest('POST /classify HTTP/1.1', [
        'Host: localhost',
        'Transfer-Encoding: chunked',
      ]);
      const input = Buffer.concat([head, Buffer.from(`${'1\r\nx\r\n'.repeat(count)}0\r\n\r\n`)]);
      return {
        title: `${count} chunks of one byte`,
        input,
        limit: 5_000,
        send: async ({ server }) => parseReplies(await exchange(server.port, [input], 30_000)),
      };
    },
  },
  'oversized-bodies': {
    weight: 2,
    make: (random) => {
      const length = random.between(32_000_001, 80_000_000);
      const framing = random.pick([`Content-Length: ${length}`, 'Transfer-Encoding: chunked']);
      const head = createRequest('POST /classify HTTP/1.1', ['Host: localhost', framing]);
      const block = Buffer.alloc(1_000_000, 'x');
      const isChunked = framing.startsWith('T');
      const piece = isChunked
        ? Buffer.concat([Buffer.from('f4240\r\n'), block, Buffer.from('\r\n')])
        : block;
      const pieces: Piece[] = [
        head,
        ...Array<Buffer>(Math.ceil(length / block.length)).fill(piece),
      ];
      return {
        title: `${length} bytes, ${framing}`,
        limit: 5_000,
        send: async ({ server }) => parseReplies(await exchange(server.port, pieces, 30_000)),
      };
    },
  },
  leavers: {
    weight: 0,
    always: 'alone',
    make: () => ({
      title: `${callers.leaving} callers of dear pictures who go after 1.5 s`,
      limit: 60_000,
      goodLimit: 5_000,
      send: sendAndLeave,
    }),
  },
  'costly-crowd': {
    weight: 0,
    always: 'alone',
    make: () => ({
      title: `${callers.costly} callers of dear pictures`,
      limit: 60_000,
      goodLimit: 5_000,
      send: sendBeside,
    }),
  },
  sigterm: {
    weight: 1,
    always: 'beside',
    make: (random) => {
      const delay = random.below(200);
      return {
        title: `SIGTERM ${delay} ms after ${callers.burst} connections`,
        limit: 40_000,
        send: (target) => stopInBurst(target, delay),
      };
    },
  },
};

/** Callers who send a byte a second; each must get 408 when their time is over. */
function createSlow({
  what,
  limit,
  head,
}: {
  what: string;
  limit: number;
  head: string;
}): ReturnType<Kind['make']> {
  const pieces: Piece[] = [head];
  for (let ms = 0; ms < limit + timeouts.later; ms += 1_000) pieces.push(1_000, 'a');
  return {
    title: `${callers.slow} callers with slow ${what}`,
    limit: limit + 10_000,
    send: async ({ server, measure }) => {
      const patience = limit + 30_000;
      const waits = Array.from({ length: callers.slow }, () =>
        exchange(server.port, pieces, patience),
      );
      const exchanges = await Promise.all(waits);
      const slowest = Math.max(...exchanges.map(({ ms }) => ms));
      measure(`slow ${what} closed after at most (ms)`, slowest);
      if (slowest > limit + timeouts.later)
        throw new Late(`closed after ${Math.round(slowest)} ms, at most ${limit}`);
      return exchanges.flatMap(parseReplies);
    },
  };
}

/** Pictures of callers who have gone may not delay one that is like them. */
async function sendAndLeave({ entry, server, measure }: Target): Promise<Reply[]> {
  const body = await getScans();
  const length = `Content-Length: ${body.length}`;
  const head = createRequest('POST /classify HTTP/1.1', ['Host: localhost', length]);
  const leave = () => exchange(server.port, [head, body], stayMs);
  const timed = async (): Promise<{ reply: Reply; ms: number }> => {
    const start = performance.now();
    return { reply: await entry.send({ body }), ms: performance.now() - start };
  };
  const alone = await timed();
  await Promise.all(Array.from({ length: callers.leaving }, leave));
  const { reply, ms } = await timed();
  measure('a dear picture (ms)', alone.ms);
  measure('a dear picture after callers had gone (ms)', ms);
  if (reply.status === 503) throw new Fault('no room for a dear picture after callers had gone');
  if (ms > alone.ms * afterLeavers.factor + afterLeavers.ms) {
    throw new Late(`${Math.round(ms)} ms for a dear picture after callers had gone`);
  }
  return [reply];
}

/** A cheap picture passes costly ones. */
async function sendBeside({ entry, measure }: Target): Promise<Reply[]> {
  const body = await getScans();
  const end = performance.now() + crowdMs;
  const costly = async (): Promise<Reply[]> => {
    const replies: Reply[] = [];
    while (performance.now() < end) replies.push(await entry.send({ body }));
    return replies;
  };
  let worst = 0;
  const cheap = async (): Promise<Reply[]> => {
    const replies: Reply[] = [];
    while (performance.now() < end) {
      await setTimeout(300);
      const start = performance.now();
      replies.push(await entry.send({ body: smallPicture }));
      worst = Math.max(worst, performance.now() - start);
    }
    return replies;
  };
  const all = await Promise.all([cheap(), ...Array.from({ length: callers.costly }, costly)]);
  measure('longest wait of a picture beside costly ones (ms)', worst);
  if (worst > bounds.good)
    throw new Late(`${Math.round(worst)} ms for a picture beside costly ones`);
  return all.flat();
}

/** A server of its own gets the signal. Requests that were sent before it must be answered. */
async function stopInBurst({ checkout }: Target, delay: number): Promise<Reply[]> {
  const server = await startServer(checkout);
  try {
    const request = createRequest('GET /health HTTP/1.1', ['Host: localhost']);
    const calls = Array.from({ length: callers.burst }, () => exchange(server.port, [request]));
    await setTimeout(delay);
    const signalled = performance.now();
    server.signal('SIGTERM');
    const exchanges = await Promise.all(calls);
    const early = exchanges.filter(({ connected }) => connected !== null && connected < signalled);
    const lost = early.filter(({ received }) => received.length === 0);
    if (lost.length > 0) {
      throw new Fault(`${lost.length} of ${early.length} connections were not answered`);
    }
    return early.flatMap(parseReplies);
  } finally {
    await server.stop();
  }
}
