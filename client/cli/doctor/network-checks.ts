import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect as connectPlain, isIP } from 'node:net';
import { connect } from 'node:tls';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { sendOnce } from '../endpoint/send-once.ts';
import { type Finding, look, type Seen } from './finding.ts';

const timeoutMs = 10_000;

/** Looks at the way to an endpoint: its name, and the connection. */
export async function* checkNetwork(url: URL): AsyncGenerator<Finding> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) === 0) {
    yield await look(
      'dns',
      async () => {
        const addresses = await lookup(host, { all: true });
        return { found: `${host} is ${addresses.map(({ address }) => address).join(', ')}` };
      },
      'check the URL for typing errors, and the network',
    );
  }
  const isSecure = url.protocol === 'https:';
  const port = Number(url.port) || (isSecure ? 443 : 80);
  yield isSecure
    ? await look('tls', () => seeCertificate(host, port), 'check the network, a proxy or firewall')
    : await look('connection', () => seeConnection(host, port), 'is it running there?');
}

async function seeConnection(host: string, port: number) {
  const started = performance.now();
  const socket = connectPlain({ host, port, timeout: timeoutMs });
  socket.on('timeout', () => socket.destroy(new Error('no connection in time')));
  try {
    await once(socket, 'connect');
  } finally {
    socket.destroy();
  }
  return { found: `connected in ${(performance.now() - started).toFixed(0)} ms, not encrypted` };
}

async function seeCertificate(host: string, port: number) {
  const started = performance.now();
  const servername = isIP(host) === 0 ? host : '';
  // Connected whatever the certificate is, so that what is wrong with it can be told.
  const socket = connect({ host, port, servername, rejectUnauthorized: false });
  socket.setTimeout(timeoutMs, () => socket.destroy(new Error('no connection in time')));
  try {
    await once(socket, 'secureConnect');
    const { valid_to: until } = socket.getPeerCertificate();
    const ms = (performance.now() - started).toFixed(0);
    const found = `${socket.getProtocol()} in ${ms} ms, certificate until ${until}`;
    if (socket.authorized) return { found };
    return {
      found: `the certificate is not trusted (${socket.authorizationError})`,
      advice:
        'check the URL and this clock; behind a company proxy name its CA in NODE_EXTRA_CA_CERTS',
    };
  } finally {
    socket.destroy();
  }
}

/**
 * Signatures older than this are refused:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html
 */
const maxClockSkewSeconds = 300;

/** How far this clock is from the endpoint's, by the date of any answer. */
export async function checkClock({ url, fetch, demand }: Endpoint): Promise<Seen> {
  const before = Date.now();
  const { headers } = await demand(sendOnce(fetch, new URL('health', url)));
  const date = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(date)) return { found: 'the endpoint tells no time' };
  // The answer was dated somewhere between; whole seconds are told.
  const seconds = Math.round((date - (before + Date.now()) / 2) / 1000);
  const found = `${Math.abs(seconds)} s ${seconds < 0 ? 'ahead of' : 'behind'} the endpoint`;
  if (Math.abs(seconds) < maxClockSkewSeconds)
    return { found: Math.abs(seconds) < 3 ? 'right' : found };
  return { found, advice: 'set the clock of this machine: signatures are refused' };
}
