import type { LookupAddress } from 'node:dns';
import { isIP, type Socket } from 'node:net';
import { buildConnector, errors } from 'undici';
import { ImageError } from '../image-error.ts';
import { isSystemError, refused, unreachable } from './failure.ts';
import { limitTraffic } from './limit-traffic.ts';
import type { UrlPolicy } from './policy.ts';

export interface ConnectorOptions {
  readonly timeoutMs: number;
  /** Bytes of the picture. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/**
 * Creates a connector for undici's `connect` option that connects to allowed addresses only.
 *
 * A check before connecting would use another lookup than the connection does (DNS rebinding). So the
 * check is inside: the socket connects to the checked addresses, and TLS still verifies the name. The
 * socket gets `signal` because undici does not abort a pending connection: https://github.com/nodejs/undici/issues/386
 */
export function createConnector(
  policy: UrlPolicy,
  options: ConnectorOptions,
): buildConnector.connector {
  const connect = buildConnector({
    timeout: options.timeoutMs,
    signal: options.signal,
    lookup: (hostname, _options, found) => {
      lookUp(hostname, policy).then(
        (addresses) => found(null, addresses),
        (error) => found(error, []),
      );
    },
    autoSelectFamily: true,
    ...(policy.ca === undefined ? {} : { ca: policy.ca }),
  });
  return (target, callback) => {
    // undici may connect again after the abort, and Node connects a socket that starts out aborted.
    if (options.signal.aborted) {
      callback(options.signal.reason, null);
      return;
    }
    // Node looks up names only: it connects to an address directly.
    if (isIP(target.hostname) !== 0 && !policy.isAllowedAddress(target.hostname)) {
      callback(refused('address'), null);
      return;
    }
    connect(target, (error, socket) => {
      if (error !== null) {
        callback(toHandshakeError(error, target.protocol), null);
        return;
      }
      const refusal = checkSocket(socket, policy);
      if (refusal === null) {
        limitTraffic(socket, options.maxBytes);
        callback(null, socket);
      } else {
        socket.destroy();
        callback(refusal, null);
      }
    });
  };
}

/** Returns all addresses of a name. Refuses the name if one is not allowed: honest names have none. */
async function lookUp(hostname: string, policy: UrlPolicy): Promise<LookupAddress[]> {
  const found = await policy.lookup(hostname).catch((error: unknown) => {
    throw unreachable('dns', { cause: error });
  });
  // Node 20 throws on an empty list, and that exception would end the process.
  if (found.length === 0) throw unreachable('dns');
  if (!found.every(({ address }) => policy.isAllowedAddress(address))) throw refused('address');
  return found;
}

/** Checks the connected socket, before any byte of the request is written. */
function checkSocket(socket: Socket, policy: UrlPolicy): Error | null {
  const { remoteAddress } = socket;
  // Undefined if the server has already closed the connection.
  if (remoteAddress === undefined) return unreachable('connection');
  return policy.isAllowedAddress(remoteAddress) ? null : refused('address');
}

/** OpenSSL's errors have about eighty codes and no class, so they are identified by elimination. */
function toHandshakeError(error: Error, protocol: string): Error {
  const known = error instanceof ImageError || error instanceof errors.UndiciError;
  if (protocol !== 'https:' || known || isSystemError(error)) return error;
  return unreachable('tls', { cause: error });
}
