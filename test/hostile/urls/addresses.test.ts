import { expect, test } from 'vitest';
import { Random } from '../random.ts';
import { addresses, isOpen, spellRefused } from './addresses.ts';

test('no spelling of a refused address is one that may be connected to', () => {
  for (const address of [...addresses.refused, ...addresses.refused6])
    expect(isOpen(address)).toBe(false);
  expect(
    isOpen(addresses.open) && isOpen(`::ffff:${addresses.open}`) && isOpen(addresses.open6),
  ).toBe(true);
  const hosts = Array.from({ length: 500 }, (_, index) => spellRefused(new Random(`${index}`)));
  expect(new Set(hosts).size).toBeGreaterThan(150);
  const parsed = hosts.flatMap((host) => {
    const url = `http://${host}/`;
    return URL.canParse(url) ? [new URL(url).hostname.replace(/^\[|\]$/g, '')] : [];
  });
  expect(parsed.length).toBeGreaterThan(200);
  expect(parsed.filter(isOpen)).toEqual([]);
});
