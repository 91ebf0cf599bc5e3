import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isPublicAddress } from './address.ts';

/**
 * Which URLs may be fetched. A deployment sets `enabled` and `hosts`. Tests set the rest to stay on
 * loopback; environment variables cannot.
 */
export interface UrlPolicy {
  readonly enabled: boolean;
  /** The only allowed hosts, spelt as in `URL.hostname`; default: every public host. */
  readonly hosts?: readonly string[] | undefined;
  readonly ports: readonly number[];
  /** Called for every address of a host, and again for the one that the socket connected to. */
  readonly isAllowedAddress: (address: string) => boolean;
  /** Returns all addresses of a name. */
  readonly lookup: (hostname: string) => Promise<LookupAddress[]>;
  /** PEM certificates to trust in place of Node's own. */
  readonly ca?: string | undefined;
}

/** Allows every host on the public internet, on the standard ports. */
export const publicUrlPolicy: UrlPolicy = {
  enabled: true,
  ports: [80, 443],
  isAllowedAddress: isPublicAddress,
  lookup: (hostname) => lookup(hostname, { all: true }),
};
