import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import ipaddr from 'ipaddr.js';
import { addresses } from './addresses.ts';

/** Record types: https://www.iana.org/assignments/dns-parameters */
const type = { a: 1, cname: 5, aaaa: 28 };
const { open, open6 } = addresses;
const many = Array.from({ length: 1_500 }, (_, index) => `93.184.${index >> 8}.${index & 255}`);

/** Addresses of `anything.KIND.test`; a function gets the number of the query for the same name. */
const zones: Readonly<Record<string, (query: number) => readonly string[]>> = {
  open: () => [open, open6],
  private: () => ['10.0.0.1'],
  loopback: () => ['127.0.0.1'],
  loopback6: () => ['::1'],
  metadata: () => ['169.254.169.254'],
  mixed: () => [open, '127.0.0.1'],
  mixed6: () => [open, 'fd00:ec2::254'],
  mapped: () => ['::ffff:127.0.0.1'],
  compatible: () => ['::7f00:1'],
  nat64: () => ['64:ff9b::7f00:1'],
  sixtofour: () => ['2002:7f00:1::'],
  rebinding: (query) => (query % 4 < 2 ? [open] : ['127.0.0.1']),
  many: () => many,
  'many-and-one': () => [...many.slice(0, 200), '127.0.0.1'],
  nothing: () => [],
};

/** Zones whose answers are none, or not DNS. */
const broken = ['silent', 'junk', 'loop', 'failing'];

export const zoneNames: readonly string[] = [
  ...Object.keys(zones),
  ...broken.filter((name) => name !== 'silent'),
];

/** Starts a name server on port 53 of loopback. */
export async function startNameServer(): Promise<Socket> {
  const socket = createSocket('udp4');
  const asked = new Map<string, number>();
  socket.on('message', (message, from) => {
    const { name, kind, end } = parseQuestion(message);
    const zone = name.split('.').at(-2) ?? '';
    const query = asked.get(name) ?? 0;
    asked.set(name, query + 1);
    const answer = createAnswer(message.subarray(0, end), { zone, kind, query });
    if (answer) socket.send(answer, from.port, from.address);
  });
  socket.bind(53, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

function parseQuestion(message: Buffer): { name: string; kind: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), kind: message.readUInt16BE(at + 1), end: at + 5 };
}

function createAnswer(
  question: Buffer,
  { zone, kind, query }: { zone: string; kind: number; query: number },
): Buffer | undefined {
  if (zone === 'silent') return undefined;
  if (zone === 'junk') return Buffer.concat([question.subarray(0, 2), Buffer.alloc(300, 0xff)]);
  const head = Buffer.from(question);
  // A response, recursion available; 3 says that there is no such name, 2 that the server failed.
  head.writeUInt16BE(
    0x8180 | (zone === 'failing' ? 2 : zone in zones || zone === 'loop' ? 0 : 3),
    2,
  );
  if (zone === 'loop')
    return withRecords(head, [createRecord(type.cname, Buffer.from([0xc0, 12]))]);
  const records = (zones[zone]?.(query) ?? []).flatMap((address) => {
    const bytes = Buffer.from(ipaddr.parse(address).toByteArray());
    const own = bytes.length === 4 ? type.a : type.aaaa;
    return own === kind ? [createRecord(own, bytes)] : [];
  });
  return withRecords(head, records);
}

function withRecords(head: Buffer, records: readonly Buffer[]): Buffer {
  head.writeUInt16BE(records.length, 6);
  head.writeUInt32BE(0, 8);
  return Buffer.concat([head, ...records]);
}

/** A record of the name in the question. */
function createRecord(kind: number, data: Buffer): Buffer {
  const head = Buffer.from([0xc0, 12, 0, kind, 0, 1, 0, 0, 0, 0, 0, data.length]);
  return Buffer.concat([head, data]);
}
