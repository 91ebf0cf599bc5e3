import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect as connectPlain, isIP } from 'node:net';
import { connect } from 'node:tls';
import type { CheckResult } from '../../terminal/check-result.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { sendOnce } from '../endpoint/send-once.ts';
import { type Finding, runCheck } from './run-check.ts';

const timeoutMs = 10_000;

/** Checks the host name of an endpoint, and the connection to it. */
export async function* checkNetwork(url: URL): AsyncGenerator<CheckResult> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) === 0) {
    yield await runCheck(
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
    ? await runCheck(
        'tls',
        () => checkCertificate(host, port),
        'check the network, a proxy or a firewall',
      )
    : await runCheck('connection', () => checkConnection(host, port), 'is the server running?');
}

async function checkConnection(host: string, port: number) {
  const started = performance.now();
  const socket = connectPlain({ host, port, timeout: timeoutMs });
  socket.on('timeout', () => socket.destroy(timedOut()));
  try {
    await once(socket, 'connect');
  } finally {
    socket.destroy();
  }
  return { found: `connected in ${(performance.now() - started).toFixed(0)} ms, not encrypted` };
}

async function checkCertificate(host: string, port: number) {
  const started = performance.now();
  const servername = isIP(host) === 0 ? host : '';
  // Accepts any certificate, so that the check can report what is wrong with it.
  const socket = connect({ host, port, servername, rejectUnauthorized: false });
  socket.setTimeout(timeoutMs, () => socket.destroy(timedOut()));
  try {
    await once(socket, 'secureConnect');
    const { valid_to: validTo } = socket.getPeerCertificate();
    const ms = (performance.now() - started).toFixed(0);
    const found = `${socket.getProtocol()} in ${ms} ms, certificate valid until ${validTo}`;
    if (socket.authorized) return { found };
    return {
      found: `the certificate is not trusted (${socket.authorizationError})`,
      advice:
        'check the URL and the clock of this machine; behind a company proxy, set NODE_EXTRA_CA_CERTS to its CA file',
    };
  } finally {
    socket.destroy();
  }
}

function timedOut(): Error {
  return new Error(`no connection within ${timeoutMs / 1000} s`);
}

/**
 * Older signatures are refused:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html
 */
const maxClockSkewSeconds = 300;

/** Compares the clock of this machine with the Date header of the endpoint. */
export async function checkClock({ url, fetch, orEndpointError }: Endpoint): Promise<Finding> {
  const before = Date.now();
  const { headers } = await orEndpointError(sendOnce(fetch, new URL('health', url)));
  const date = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(date)) return { found: 'the endpoint sends no Date header' };
  // The header, in whole seconds, was set some time between request and answer.
  const seconds = Math.round((date - (before + Date.now()) / 2) / 1000);
  const found = `${Math.abs(seconds)} s ${seconds < 0 ? 'ahead of' : 'behind'} the endpoint`;
  if (Math.abs(seconds) < maxClockSkewSeconds) {
    return { found: Math.abs(seconds) < 3 ? 'correct' : found };
  }
  return { found, advice: 'set the clock of this machine: its signatures are refused' };
}
