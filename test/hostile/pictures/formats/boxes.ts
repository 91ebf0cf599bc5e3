import type { Section } from '../section.ts';

/** Boxes that contain boxes, and the bytes of their own before those: ISO/IEC 14496-12. */
const containers: Readonly<Record<string, number>> = {
  meta: 4,
  iprp: 0,
  ipco: 0,
  iinf: 6,
  iref: 4,
  moov: 0,
  trak: 0,
  mdia: 0,
  minf: 0,
  stbl: 0,
  stsd: 8,
};

/** Finds all boxes of an ISO base media file. */
export function* findBoxes(file: Buffer, from = 0, to = file.length): Iterable<Section> {
  for (let at = from; at + 8 <= to; ) {
    const end = at + file.readUInt32BE(at);
    if (end < at + 8 || end > to) return;
    yield { start: at, end, length: { at, size: 4, little: false } };
    const inside = containers[file.toString('latin1', at + 4, at + 8)];
    if (inside !== undefined) yield* findBoxes(file, at + 8 + inside, end);
    at = end;
  }
}

/** Creates a box with a right size. */
export function createBox(type: string, ...content: readonly Uint8Array[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.reduce((sum, { length }) => sum + length, 0));
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, ...content]);
}
