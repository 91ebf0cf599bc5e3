import type { Random } from '../random.ts';

/** In the namespace, every address leads to the traps. These two may be connected to. */
export const addresses = {
  open: '93.184.216.34',
  open6: '2606:4700::1111',
  /** Loopback, private, link-local, shared, reserved, and what contains them: RFC 6890, RFC 6052, RFC 3056. */
  refused: [
    '127.0.0.1',
    '127.255.255.254',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '169.254.170.2',
    '100.64.0.1',
    '0.0.0.0',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '168.63.129.16',
  ],
  refused6: [
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::a00:1',
    '2002:7f00:1::',
    '2001::1',
    'fe80::1',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '100::1',
    '2001:db8::1',
    'fec0::1',
  ],
} as const;

/** Whether the service may connect to an address. */
export function isOpen(address: string): boolean {
  const plain = address.replace(/^::ffff:/, '');
  return (
    plain === addresses.open || plain === addresses.open6 || /^93\.184\.[0-5]\.\d+$/.test(plain)
  );
}

/** Spells the host of a refused address in one of the ways that URL parsers know, or nearly know. */
export function spellRefused(random: Random): string {
  if (random.chance(0.35)) return spell6(random.pick(addresses.refused6), random);
  const parts = random.pick(addresses.refused).split('.').map(Number);
  const [a = 0, b = 0, c = 0, d = 0] = parts;
  const number = ((a * 256 + b) * 256 + c) * 256 + d;
  const digit = (part: number): string =>
    random.pick([
      `${part}`,
      `${part}`,
      `0x${part.toString(16)}`,
      `0${part.toString(8)}`,
      `000${part.toString(8)}`,
      `${part + 256}`,
    ]);
  const spelt = random.pick([
    parts.join('.'),
    parts.map(digit).join('.'),
    `${a}.${b * 65_536 + c * 256 + d}`,
    `${a}.${b}.${c * 256 + d}`,
    `${number}`,
    `0x${number.toString(16)}`,
    `0${number.toString(8)}`,
    `${number + 2 ** 32}`,
    parts.join('。'),
    parts.join('．'),
    parts.map(wide).join('.'),
    `${parts.join('.')}.`,
    `${parts.join('.')}%00`,
    parts.join('%2e'),
    `[::ffff:${parts.join('.')}]`,
    `[::${parts.join('.')}]`,
    `[64:ff9b::${parts.join('.')}]`,
    `[::ffff:0:${parts.join('.')}]`,
  ]);
  return random.chance(0.1) ? spelt.toUpperCase() : spelt;
}

function spell6(address: string, random: Random): string {
  return random.pick([
    `[${address}]`,
    `[${address.toUpperCase()}]`,
    `[${address}%25lo]`,
    `[${address}%lo]`,
    `[0:0:0:0:0:0:0:1]`,
    `[0000:0000:0000:0000:0000:0000:0000:0001]`,
    address,
    `[${address}`,
  ]);
}

/** Digits as in Chinese and Japanese text, which URL parsers read as plain ones. */
function wide(part: number): string {
  return String(part).replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
}
