import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isPublicAddress } from './address.ts';

/**
 * Which URLs are fetched. A deployment sets `enabled` and `hosts`; the rest is there so that tests
 * can stay on loopback, and is never read from the environment.
 */
export interface UrlPolicy {
  readonly enabled: boolean;
  /** The only hosts to ask, spelt as `URL.hostname` spells them; every public host if left out. */
  readonly hosts?: readonly string[] | undefined;
  readonly ports: readonly number[];
  /** Asked for every address that a host has, and once more for the one connected to. */
  readonly isAllowedAddress: (address: string) => boolean;
  /** All addresses of a name. */
  readonly lookup: (hostname: string) => Promise<LookupAddress[]>;
  /** PEM certificates to trust in place of Node's own. */
  readonly ca?: string | undefined;
}

/** Any host on the public internet, on the two usual ports. */
export const publicUrlPolicy: UrlPolicy = {
  enabled: true,
  ports: [80, 443],
  isAllowedAddress: isPublicAddress,
  lookup: (hostname) => lookup(hostname, { all: true }),
};
