import type { LookupAddress } from 'node:dns';
import { isIP, type Socket } from 'node:net';
import { buildConnector, errors } from 'undici';
import { ImageError } from '../image-error.ts';
import { isSystemError, refused, unreachable } from './failure.ts';
import type { UrlPolicy } from './policy.ts';

/**
 * Makes connections to allowed addresses only, for undici's `connect` option.
 *
 * A check before the connection would be a check of another lookup than the one that counts (DNS
 * rebinding), so it sits inside: the socket connects to the very addresses that were checked, and
 * TLS still verifies the name. The socket is told `signal` because undici does not end a connection
 * that is still being made: https://github.com/nodejs/undici/issues/386
 */
export function createConnector(
  policy: UrlPolicy,
  options: { timeoutMs: number; signal: AbortSignal },
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
    // undici may connect once more after the end, and Node revives a socket born aborted.
    if (options.signal.aborted) {
      callback(options.signal.reason, null);
      return;
    }
    // Node looks up names only; an address goes straight to the socket.
    if (isIP(target.hostname) !== 0 && !policy.isAllowedAddress(target.hostname)) {
      callback(refused('address'), null);
      return;
    }
    connect(target, (error, socket) => {
      if (error !== null) {
        callback(nameHandshake(error, target.protocol), null);
        return;
      }
      const objection = objectTo(socket, policy);
      if (objection === null) callback(null, socket);
      else {
        socket.destroy();
        callback(objection, null);
      }
    });
  };
}

/** All addresses of a name. One that is not allowed condemns it: an honest name has none. */
async function lookUp(hostname: string, policy: UrlPolicy): Promise<LookupAddress[]> {
  const found = await policy.lookup(hostname).catch((error: unknown) => {
    throw unreachable('dns', { cause: error });
  });
  // Node 20 reads the first of no addresses, and that exception ends the process.
  if (found.length === 0) throw unreachable('dns');
  if (!found.every(({ address }) => policy.isAllowedAddress(address))) throw refused('address');
  return found;
}

/** Nothing of the request has been written yet. */
function objectTo(socket: Socket, policy: UrlPolicy): Error | null {
  const { remoteAddress } = socket;
  // Undefined where the other end has closed already.
  if (remoteAddress === undefined) return unreachable('connection');
  return policy.isAllowedAddress(remoteAddress) ? null : refused('address');
}

/** OpenSSL's errors have some eighty codes and no class; they are what is left over here. */
function nameHandshake(error: Error, protocol: string): Error {
  const known = error instanceof ImageError || error instanceof errors.UndiciError;
  if (protocol !== 'https:' || known || isSystemError(error)) return error;
  return unreachable('tls', { cause: error });
}
