import { type Box, Cursor, findBox, readBoxes, readFullBox } from './boxes.ts';

/** The items of a HEIF file, from its `meta` box: ISO/IEC 23008-12. */
export interface Items {
  /** Identifies the picture that viewers show. */
  readonly primary: number;
  /** Type of each item, such as `hvc1`, `av01` or `grid`. */
  readonly types: ReadonlyMap<number, string>;
  /** Properties of each item, in the order in which transformations apply. */
  readonly properties: ReadonlyMap<number, readonly Box[]>;
  /** Items from which an item is derived, such as the tiles of a grid. */
  readonly sources: ReadonlyMap<number, readonly number[]>;
}

/** Properties of all items, and sources of all items. Real pictures have some hundreds. */
const maxEntries = 100_000;

/** Reads the items of a `meta` box; undefined if it names no primary item. */
export function readItems(meta: Buffer): Items | undefined {
  const boxes = readBoxes(meta.subarray(4));
  const primary = readPrimary(findBox(boxes, 'pitm'));
  if (primary === undefined) return undefined;
  return {
    primary,
    types: readTypes(findBox(boxes, 'iinf')),
    properties: readProperties(findBox(boxes, 'iprp')),
    sources: readSources(findBox(boxes, 'iref')),
  };
}

function readPrimary(pitm: Buffer | undefined): number | undefined {
  const box = readFullBox(pitm);
  return box && new Cursor(box.rest).number(box.version === 0 ? 2 : 4);
}

function readTypes(iinf: Buffer | undefined): Map<number, string> {
  const types = new Map<number, string>();
  const box = readFullBox(iinf);
  if (!box) return types;
  for (const { type, body } of readBoxes(box.rest.subarray(box.version === 0 ? 2 : 4))) {
    const entry = type === 'infe' ? readFullBox(body) : undefined;
    if (!entry || entry.version < 2) continue;
    const cursor = new Cursor(entry.rest);
    const id = cursor.number(entry.version === 2 ? 2 : 4);
    cursor.number(2); // protection
    types.set(id, cursor.text(4));
  }
  return types;
}

/** Properties are stored once, and each item has a list of indices, from 1. */
function readProperties(iprp: Buffer | undefined): Map<number, Box[]> {
  const properties = new Map<number, Box[]>();
  if (!iprp) return properties;
  const boxes = readBoxes(iprp);
  const all = readBoxes(findBox(boxes, 'ipco') ?? Buffer.alloc(0));
  let associations = 0;
  for (const { type, body } of boxes) {
    const box = type === 'ipma' ? readFullBox(body) : undefined;
    if (!box) continue;
    const cursor = new Cursor(box.rest);
    const idBytes = box.version === 0 ? 2 : 4;
    const indexBytes = box.flags & 1 ? 2 : 1;
    // The highest bit says whether a reader must know the property.
    const indexMask = indexBytes === 2 ? 0x7fff : 0x7f;
    for (let left = cursor.number(4); left > 0 && !cursor.isPastEnd; left -= 1) {
      const id = cursor.number(idBytes);
      const indices = Array.from({ length: cursor.number(1) }, () => cursor.number(indexBytes));
      associations += indices.length + 1;
      if (associations > maxEntries) return properties;
      properties.set(
        id,
        indices.flatMap((index) => all[(index & indexMask) - 1] ?? []),
      );
    }
  }
  return properties;
}

function readSources(iref: Buffer | undefined): Map<number, number[]> {
  const sources = new Map<number, number[]>();
  const box = readFullBox(iref);
  if (!box) return sources;
  const idBytes = box.version === 0 ? 2 : 4;
  let entries = 0;
  for (const { type, body } of readBoxes(box.rest)) {
    if (type !== 'dimg') continue;
    const cursor = new Cursor(body);
    const from = cursor.number(idBytes);
    const to: number[] = [];
    for (let left = cursor.number(2); left > 0 && !cursor.isPastEnd; left -= 1) {
      to.push(cursor.number(idBytes));
    }
    entries += to.length + 1;
    if (entries > maxEntries) return sources;
    sources.set(from, to);
  }
  return sources;
}
