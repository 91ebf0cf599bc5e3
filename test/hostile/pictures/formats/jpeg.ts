import type { Random } from '../../random.ts';
import type { Kind } from '../../run/part.ts';
import { type Made, pictureKind, repeat } from '../picture-kind.ts';
import type { Section } from '../section.ts';
import { findSections } from '../sections.ts';
import { createNoise, getSeeds } from '../seeds.ts';
import { createScans } from './jpeg-scans.ts';
import { createSegment } from './jpeg-segment.ts';

/** ITU-T T.81, table B.1. */
const marker = { sof0: 0xc0, sof2: 0xc2, dht: 0xc4, sos: 0xda, dqt: 0xdb, dri: 0xdd };
const application = 0xe0;

export const jpegKinds: Readonly<Record<string, Kind>> = {
  'jpeg-scans': pictureKind({ weight: 10 }, async (random) => {
    const [width, height] = [random.magnitude(8, 600), random.magnitude(8, 600)];
    if (random.chance(0.5)) {
      const scans = random.between(1, 253);
      return { title: `${scans} scans`, bytes: createScans({ width, height, scans }) };
    }
    const picture = createNoise(width, height).jpeg({ progressive: true });
    const count = random.magnitude(2, 4_000);
    return { title: `${count} scans more`, bytes: multiplyScan(await picture.toBuffer(), count) };
  }),
  'jpeg-segments': pictureKind({ weight: 10 }, floodSegments),
  'jpeg-fields': pictureKind({ weight: 40 }, changeFields),
};

/** Repeats the last scan of a progressive JPEG: decoders refine the same coefficients again. */
export function multiplyScan(jpeg: Buffer, count: number): Buffer {
  const scan = findSections('jpeg', jpeg).findLast(({ start }) => jpeg[start + 1] === marker.sos);
  if (!scan) throw new Error('the JPEG has no scan');
  const copies = repeat(jpeg.subarray(scan.start, scan.end), count);
  return Buffer.concat([jpeg.subarray(0, scan.end), copies, jpeg.subarray(scan.end)]);
}

async function floodSegments(random: Random): Promise<Made> {
  const code = application + random.below(16);
  const names = [
    'Exif\0\0',
    'ICC_PROFILE\0\u0001\u0001',
    'http://ns.adobe.com/xap/1.0/\0',
    'Adobe',
    '',
  ];
  const content = Buffer.concat([
    Buffer.from(random.pick(names), 'latin1'),
    random.bytes(random.pick([0, 4, 60, 4_000])),
  ]);
  const segment = createSegment(random.pick([code, 0xfe]), content);
  const count = Math.max(1, Math.floor(random.magnitude(10_000, 4_000_000) / segment.length));
  const jpeg = random.pick((await getSeeds()).jpeg);
  const flood = random.chance(0.2) ? Buffer.alloc(count * 4, 0xff) : repeat(segment, count);
  return {
    title: `${count} segments ${code.toString(16)} of ${content.length} bytes`,
    bytes: Buffer.concat([jpeg.subarray(0, 2), flood, jpeg.subarray(2)]),
  };
}

/** Changes numbers of the segments that decoding depends on. */
async function changeFields(random: Random): Promise<Made> {
  // One of the fixtures is a JPEG that went through a text editor: it has no sections.
  const whole = (await getSeeds()).jpeg.filter((seed) => findSections('jpeg', seed).length > 0);
  const jpeg = Buffer.from(random.pick(whole));
  const sections = findSections('jpeg', jpeg);
  const titles = Array.from({ length: random.between(1, 3) }, () => {
    const section = random.pick(sections);
    const code = jpeg[section.start + 1] ?? 0;
    fields[code]?.(jpeg, section, random);
    return code.toString(16);
  });
  return { title: `fields of ${titles.join(', ')}`, bytes: jpeg };
}

type Change = (jpeg: Buffer, section: Section, random: Random) => void;

/** Frame: precision, height, width, components with sampling and table. */
const changeFrame: Change = (jpeg, { start }, random) => {
  const size = () => random.pick([0, 1, 7, 8, 9, 255, 4_000, 65_500, 65_535]);
  const changes = [
    () => jpeg.writeUInt8(random.pick([2, 7, 8, 12, 16]), start + 4),
    () => jpeg.writeUInt16BE(size(), start + 5),
    () => jpeg.writeUInt16BE(size(), start + 7),
    () => jpeg.writeUInt8(random.below(6), start + 9),
    () => jpeg.writeUInt8(random.below(256), start + 11),
    () => jpeg.writeUInt8(random.below(256), start + 12),
    () => jpeg.writeUInt8(0xc0 + random.below(16), start + 1),
  ];
  random.pick(changes)();
};

const changeBytes: Change = (jpeg, { start, end }, random) => {
  for (let left = random.between(1, 8); left > 0; left -= 1) {
    jpeg[random.between(start + 4, Math.min(end, start + 40) - 1)] = random.below(256);
  }
};

const fields: Readonly<Record<number, Change>> = {
  [marker.sof0]: changeFrame,
  [marker.sof2]: changeFrame,
  [marker.dht]: changeBytes,
  [marker.dqt]: changeBytes,
  [marker.sos]: changeBytes,
  [marker.dri]: changeBytes,
};
