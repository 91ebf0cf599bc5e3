import { describe, expect, test } from 'vitest';
import { isPublicAddress } from '../../../../functions/image/url/address.ts';

describe('addresses of the public internet', () => {
  test.each([
    ['a root name server', '198.41.0.4'],
    ['the same over IPv6', '2001:503:ba3e::2:30'],
    ['a public resolver', '8.8.8.8'],
    ['the same over IPv6', '2001:4860:4860::8888'],
    ['the same, mapped into IPv6, as sockets spell it', '::ffff:8.8.8.8'],
    ['just below 10/8', '9.255.255.255'],
    ['just above 10/8', '11.0.0.0'],
    ['just below 172.16/12', '172.15.255.255'],
    ['just above 172.16/12', '172.32.0.0'],
    ['just below 100.64/10', '100.63.255.255'],
    ['just above 100.64/10', '100.128.0.0'],
    ["beside Azure's host", '168.63.129.17'],
  ])('%s: %s', (_what, address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

/** https://www.iana.org/assignments/iana-ipv4-special-registry */
describe('special IPv4 addresses are not public', () => {
  test.each([
    ['this host', '0.0.0.0'],
    ['this network', '0.255.255.255'],
    ['loopback', '127.0.0.1'],
    ['the end of loopback', '127.255.255.255'],
    ['private', '10.0.0.1'],
    ['private', '172.16.0.1'],
    ['the end of private', '172.31.255.255'],
    ['private', '192.168.0.1'],
    ['shared by carriers', '100.64.0.1'],
    ['metadata in Alibaba Cloud', '100.100.100.200'],
    ['link-local', '169.254.0.1'],
    ['metadata in AWS, Azure and Google Cloud', '169.254.169.254'],
    ['credentials in ECS', '169.254.170.2'],
    ['credentials in EKS', '169.254.170.23'],
    ['protocol assignments', '192.0.0.1'],
    ['metadata in Oracle Cloud', '192.0.0.192'],
    ['documentation', '192.0.2.1'],
    ['documentation', '198.51.100.1'],
    ['documentation', '203.0.113.1'],
    ['6to4 relays', '192.88.99.1'],
    ['benchmarking', '198.18.0.1'],
    ['the end of benchmarking', '198.19.255.255'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ["Azure's host", '168.63.129.16'],
  ])('%s: %s', (_what, address) => {
    expect(isPublicAddress(address)).toBe(false);
    expect(isPublicAddress(`::ffff:${address}`)).toBe(false);
  });
});

/** https://www.iana.org/assignments/iana-ipv6-special-registry */
describe('special IPv6 addresses are not public', () => {
  test.each([
    ['unspecified', '::'],
    ['loopback', '::1'],
    ['IPv4-compatible loopback', '::127.0.0.1'],
    ['the same, as the URL standard spells it', '::7f00:1'],
    ['IPv4-compatible public', '::8.8.8.8'],
    ['IPv4-translated', '::ffff:0:127.0.0.1'],
    ['mapped loopback in hexadecimal', '::ffff:7f00:1'],
    ['NAT64 to metadata', '64:ff9b::a9fe:a9fe'],
    ['NAT64 to a public address', '64:ff9b::808:808'],
    ['local NAT64', '64:ff9b:1::7f00:1'],
    ['discard', '100::1'],
    ['Teredo', '2001::7f00:1'],
    ['benchmarking', '2001:2::1'],
    ['ORCHIDv2', '2001:20::1'],
    ['documentation', '2001:db8::1'],
    ['documentation', '3fff::1'],
    ['6to4 to loopback', '2002:7f00:1::1'],
    ['segment routing', '5f00::1'],
    ['not allocated', '4000::1'],
    ['unique local', 'fc00::1'],
    ['metadata in AWS', 'fd00:ec2::254'],
    ['metadata in Google Cloud', 'fd20:ce::254'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%1'],
    ['site-local', 'fec0::1'],
    ['multicast', 'ff02::1'],
  ])('%s: %s', (_what, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

test.each([
  '',
  'localhost',
  'example.com',
  '8.8.8',
  '0x08080808',
  '134744072',
  '8.8.8.8 ',
  '[::1]',
])('text that is not an address is not public: "%s"', (text) => {
  expect(isPublicAddress(text)).toBe(false);
});
