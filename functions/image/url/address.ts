import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * Public by number but private by use: on Azure, the host serves its guests here, secrets included.
 * https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
 */
const neverPublic: ReadonlySet<string> = new Set(['168.63.129.16']);

/**
 * IPv4-compatible addresses are deprecated (https://www.rfc-editor.org/rfc/rfc4291#section-2.5.5.1),
 * but resolvers and sockets still spell `::808:808` as `::8.8.8.8`, which ipaddr.js reads as the
 * mapped `::ffff:8.8.8.8`.
 */
const ipv4Compatible = /^::[\d.]+$/;

/**
 * Whether an address, as resolvers and sockets spell it, belongs to the public internet. False for text
 * that is not an address, and for every special-purpose block of
 * https://www.iana.org/assignments/iana-ipv4-special-registry and its IPv6 counterpart, including the
 * blocks that embed an IPv4 address in an IPv6 one (NAT64, 6to4, Teredo).
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0 || ipv4Compatible.test(address)) return false;
  const unwrapped = ipaddr.process(address);
  if (unwrapped.range() !== 'unicast' || neverPublic.has(unwrapped.toString())) return false;
  return unwrapped instanceof ipaddr.IPv4 || isGlobalUnicast(unwrapped);
}

/**
 * ipaddr.js reports `unicast` for every range that it does not know, even `::127.0.0.1`. IANA has
 * allocated 2000::/3 only: https://www.iana.org/assignments/ipv6-address-space
 */
function isGlobalUnicast(address: ipaddr.IPv6): boolean {
  return address.match(ipaddr.IPv6.parseCIDR('2000::/3'));
}
