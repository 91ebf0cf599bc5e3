import { setTimeout } from 'node:timers/promises';
import { bounds } from '../bounds.ts';
import { sendHosts } from '../http/kinds.ts';
import { createHost } from '../http/messages.ts';
import type { Random } from '../random.ts';
import { smallPicture } from '../requests/values.ts';
import type { Reply, Sender } from '../run/client.ts';
import { Fault, Late } from '../run/fault.ts';
import type { Case, Kind, Part, Target } from '../run/part.ts';
import { startServer } from '../run/server.ts';
import { addresses, spellRefused } from './addresses.ts';
import { startNameServer, zoneNames } from './name-server.ts';
import { behaviours, startTraps, type Traps } from './traps.ts';

let traps: Traps | undefined;
const crowd = 60;

const kinds: Readonly<Record<string, Kind>> = {
  'one-byte-chunks': {
    weight: 0,
    always: 'alone',
    make: () => ({
      ...createCase('a body in chunks of one byte', [createUrl('one-byte chunks')]),
      growth: bounds.urlMemory,
    }),
  },
  endless: {
    weight: 0,
    always: 'alone',
    make: () => ({
      ...createCase('a body without an end', [createUrl('endless')]),
      growth: bounds.urlMemory,
    }),
  },
  'silent-crowd': {
    weight: 0,
    always: 'alone',
    make: () =>
      besides(
        createCase(`${crowd} silent servers at once`, Array(crowd).fill(createUrl('silent'))),
      ),
  },
  'silent-names': {
    weight: 0,
    always: 'alone',
    make: (random) => {
      const urls = Array.from({ length: 16 }, () => `http://n${random.bits()}.silent.test/`);
      return besides(createCase('16 names whose server is silent', urls));
    },
  },
  'status-000': {
    weight: 0,
    always: 'alone',
    make: () => createCase('status 000', [createUrl('status 000')]),
  },
  // Such a server answers programs whatever name they use. Here, nobody else can reach it.
  'hosts-of-a-container': {
    weight: 0,
    always: 'beside',
    make: (random) => {
      const hosts = Array.from({ length: 60 }, () => createHost(random));
      return {
        title: `${hosts.length} Host headers for a server on all addresses`,
        input: Buffer.from(hosts.join('\n')),
        limit: 20_000,
        send: async ({ checkout }) => {
          const server = await startServer(checkout, '0.0.0.0');
          return await sendHosts(server.port, hosts).finally(() => server.stop());
        },
      };
    },
  },
  spellings: {
    weight: 100,
    make: (random) =>
      createCase(
        'refused addresses',
        Array.from({ length: 20 }, () => createRefused(random)),
      ),
  },
  names: {
    weight: 40,
    make: (random) => {
      const zone = random.pick(zoneNames);
      return createCase(
        `names in ${zone}`,
        Array(2).fill(`http://n${random.bits()}.${zone}.test/picture`),
      );
    },
  },
  redirects: { weight: 60, make: createRedirect },
  behaviours: {
    weight: 60,
    make: (random) => {
      const name = random.pick(Object.keys(behaviours));
      return createCase(name, [createUrl(name)]);
    },
  },
};

/** URLs of strangers: refused addresses in every spelling, names, redirects, and servers that misbehave. */
export const urls: Part = {
  name: 'urls',
  share: 0.15,
  lanes: 4,
  kinds,
  isolated: true,
  prepare: async () => {
    const [names, started] = await Promise.all([startNameServer(), startTraps()]);
    traps = started;
    return async () => {
      names.close();
      await started.close();
    };
  },
};

function createUrl(path: string): string {
  return `http://${addresses.open}/${encodeURIComponent(path)}`;
}

/** A URL whose host is a refused address, somewhere and somehow. */
function createRefused(random: Random): string {
  const host = spellRefused(random);
  const scheme = random.pick([
    'http',
    'http',
    'http',
    'https',
    'HTTP',
    'ftp',
    'gopher',
    'http:',
    'ws',
    '',
  ]);
  const user = random.pick([
    '',
    '',
    '',
    `${addresses.open}@`,
    'a:b@',
    `${addresses.open}#@`,
    `${addresses.open}\\@`,
  ]);
  const port = random.pick([
    '',
    '',
    '',
    ':80',
    ':443',
    ':22',
    ':6379',
    ':0',
    ':65536',
    ':8080',
    ':',
  ]);
  const path = random.pick([
    '/',
    '',
    '/latest/meta-data/',
    '?',
    '#',
    `/@${addresses.open}/`,
    '\\',
    '\t',
    '\n',
  ]);
  return `${scheme}${random.pick(['://', '://', '://', ':/', ':', ':\\\\', '://\t', ':///'])}${user}${host}${port}${path}`;
}

function createRedirect(random: Random): Case {
  const refused = createRefused(random);
  const targets = [
    refused,
    refused,
    refused,
    '/loop',
    createUrl('picture'),
    '//127.0.0.1/',
    `long:${random.magnitude(10, 200_000)}`,
    'é\0',
    '',
    'data:,a',
    'http://a.rebinding.test/',
    'https://a.private.test/',
  ];
  let url = random.pick(targets);
  for (let left = random.between(1, 6); left > 0; left -= 1) {
    const status = random.pick([301, 302, 303, 307, 308, 300, 304, 399]);
    url = `http://${addresses.open}/redirect/${status}/${encodeURIComponent(url)}`;
  }
  return createCase('redirects', [url]);
}

/** Sends URLs at once. No refused address may be connected to meanwhile. */
function createCase(title: string, list: readonly string[]): Case {
  return {
    title,
    input: Buffer.from(list.join('\n')),
    limit: bounds.url,
    send: async ({ entry, measure }) => {
      const replies = await Promise.all(list.map((url) => fetchThrough(entry, url, measure)));
      const hits = traps?.takeHits() ?? [];
      if (hits.length > 0) throw new Fault(`a connection to ${hits.slice(0, 3).join(', ')}`);
      return replies;
    },
  };
}

/** Sends a picture while the URLs of a case are waited for: that may not take longer than without them. */
function besides(hostile: Case): Case {
  const askBesides = async ({ entry }: Target): Promise<Reply> => {
    await setTimeout(2_000);
    const start = performance.now();
    const reply = await entry.send({ body: smallPicture });
    const ms = performance.now() - start;
    if (ms > bounds.good) throw new Late(`a picture beside it waited for ${Math.round(ms)} ms`);
    return reply;
  };
  const send = async (target: Target): Promise<readonly Reply[]> => {
    const [replies, besides] = await Promise.all([hostile.send(target), askBesides(target)]);
    return [...replies, besides];
  };
  return { ...hostile, send };
}

async function fetchThrough(
  entry: Sender,
  url: string,
  measure: (name: string, value: number) => void,
): Promise<Reply> {
  const start = performance.now();
  const body = JSON.stringify({ image: { url } });
  const reply = await entry.send({ body, headers: { 'content-type': 'application/json' } });
  const ms = performance.now() - start;
  measure('longest wait for a URL (ms)', ms);
  if (ms > bounds.url) throw new Late(`answered after ${Math.round(ms)} ms, at most ${bounds.url}`);
  return reply;
}
