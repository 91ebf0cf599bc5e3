import type { Random } from '../../random.ts';
import type { Kind } from '../../run/part.ts';
import { type Made, once, pictureKind, repeat } from '../picture-kind.ts';
import { getSeeds } from '../seeds.ts';
import { createBox, findBoxes } from './boxes.ts';

/** ISO/IEC 23008-12. A picture is an item; its properties are in a list, to which items refer by number. */
interface Item {
  readonly type: string;
  /** Places of its bytes, from the beginning of the data. */
  readonly extents: readonly (readonly [offset: number, length: number])[];
  /** Numbers of its properties, from 1. */
  readonly properties: readonly number[];
}

export interface HeifFile {
  readonly brand: 'avif' | 'heic' | 'mif1';
  /** The first has number 1 and is the primary one. */
  readonly items: readonly Item[];
  readonly properties: readonly Buffer[];
  /** Boxes in `iref`: how items refer to others. */
  readonly references: readonly Buffer[];
  readonly data: Buffer;
  /** Other boxes in `meta`. */
  readonly others?: readonly Buffer[];
}

/** A small coded picture of a seed. */
export interface Coded {
  readonly brand: 'avif' | 'heic';
  readonly type: 'av01' | 'hvc1';
  /** Its `av1C` or `hvcC`. */
  readonly configuration: Buffer;
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

/** Reads the coded pictures of `still.avif` and `still.heic`, which have one item each. */
export const getCoded = once(async (): Promise<readonly Coded[]> => {
  const { avif, heic } = await getSeeds();
  const isStill = (file: Buffer) => file.length > 700 && countType(file, 'infe') === 1;
  return [
    takeCoded(avif.find(isStill) as Buffer, 'avif'),
    takeCoded(heic.find(isStill) as Buffer, 'heic'),
  ];
});

function countType(file: Buffer, type: string): number {
  return [...findBoxes(file)].filter(
    ({ start }) => file.toString('latin1', start + 4, start + 8) === type,
  ).length;
}

/** Reads the coded picture of a file with one item. */
export function takeCoded(file: Buffer, brand: 'avif' | 'heic'): Coded {
  const find = (type: string): Buffer => {
    const box = [...findBoxes(file)].find(
      ({ start }) => file.toString('latin1', start + 4, start + 8) === type,
    );
    if (!box) throw new Error(`the seed has no ${type}`);
    return file.subarray(box.start, box.end);
  };
  const size = find('ispe');
  return {
    brand,
    type: brand === 'avif' ? 'av01' : 'hvc1',
    configuration: find(brand === 'avif' ? 'av1C' : 'hvcC'),
    data: find('mdat').subarray(8),
    width: size.readUInt32BE(12),
    height: size.readUInt32BE(16),
  };
}

/** Writes a file. Items have numbers of 32 bits if there are many. */
function createHeif(file: HeifFile): Buffer {
  const ftyp = createBox(
    'ftyp',
    Buffer.from(`${file.brand}\0\0\0\0mif1miaf${file.brand}`, 'latin1'),
  );
  const size = createMeta(file, 0).length;
  return Buffer.concat([
    ftyp,
    createMeta(file, ftyp.length + size + 8),
    createBox('mdat', file.data),
  ]);
}

function createMeta(
  { items, properties, references, others = [] }: HeifFile,
  dataAt: number,
): Buffer {
  const handler = createBox('hdlr', Buffer.alloc(8), Buffer.from('pict'), Buffer.alloc(13));
  const infos = items.map(({ type }, index) =>
    createBox('infe', numbers([4, 0x03000000], [4, index + 1], [2, 0]), Buffer.from(`${type}\0`)),
  );
  const places = items.map(({ extents }, index) =>
    Buffer.concat([
      numbers([4, index + 1], [2, 0], [2, 0], [2, extents.length]),
      ...extents.map(([offset, length]) => numbers([4, dataAt + offset], [4, length])),
    ]),
  );
  const associations = items.map(({ properties: own }, index) =>
    Buffer.concat([
      numbers([4, index + 1], [1, own.length]),
      ...own.map((number) => numbers([2, number])),
    ]),
  );
  const ipma = createBox('ipma', numbers([4, 0x01000001], [4, items.length]), ...associations);
  return createBox(
    'meta',
    Buffer.alloc(4),
    handler,
    createBox('pitm', numbers([4, 0x01000000], [4, 1])),
    createBox('iloc', numbers([4, 0x02000000], [1, 0x44], [1, 0], [4, items.length]), ...places),
    createBox('iinf', numbers([4, 0x01000000], [4, items.length]), ...infos),
    createBox('iprp', createBox('ipco', ...properties), ipma),
    createBox('iref', numbers([4, 0x01000000]), ...references),
    ...others,
  );
}

function numbers(...fields: readonly (readonly [size: number, value: number])[]): Buffer {
  return Buffer.concat(
    fields.map(([size, value]) => {
      const bytes = Buffer.alloc(size);
      bytes.writeUIntBE(value, 0, size);
      return bytes;
    }),
  );
}

function createSize(width: number, height: number): Buffer {
  return createBox('ispe', numbers([4, 0], [4, width], [4, height]));
}

function createReference(type: string, from: number, to: readonly number[]): Buffer {
  return createBox(type, numbers([4, from], [2, to.length], ...to.map((id) => [4, id] as const)));
}

/** Creates a grid whose tiles are all the same item, or as many items with the same bytes. */
export function createGrid(
  coded: Coded,
  { columns, rows, shared }: { columns: number; rows: number; shared: boolean },
): Buffer {
  const [width, height] = [columns * coded.width, rows * coded.height];
  const count = columns * rows;
  const grid = numbers([1, 0], [1, 1], [1, rows - 1], [1, columns - 1], [4, width], [4, height]);
  const tile: Item = { type: coded.type, extents: [[0, coded.data.length]], properties: [2, 3] };
  const numbersOfTiles = Array.from({ length: count }, (_, index) => (shared ? 2 : 2 + index));
  return createHeif({
    brand: coded.brand,
    items: [
      { type: 'grid', extents: [[coded.data.length, grid.length]], properties: [1] },
      ...Array<Item>(shared ? 1 : count).fill(tile),
    ],
    properties: [
      createSize(width, height),
      createSize(coded.width, coded.height),
      coded.configuration,
    ],
    references: [createReference('dimg', 1, numbersOfTiles)],
    data: Buffer.concat([coded.data, grid]),
  });
}

export const heifKinds: Readonly<Record<string, Kind>> = {
  'heif-grids': pictureKind({ weight: 6 }, async (random) => {
    const coded = random.pick(await getCoded());
    const [columns, rows] = [random.magnitude(1, 60), random.magnitude(1, 60)];
    return {
      title: `${coded.brand} of ${columns} x ${rows} tiles`,
      bytes: createGrid(coded, { columns, rows, shared: random.chance(0.5) }),
    };
  }),
  'heif-items': pictureKind({ weight: 15 }, createItems),
  'heif-chains': pictureKind({ weight: 10 }, createChain),
  'heif-boxes': pictureKind({ weight: 15 }, createBoxes),
};

/** Many items and properties, places that overlap or lie outside, and sizes that are not true. */
async function createItems(random: Random): Promise<Made> {
  const coded = random.pick(await getCoded());
  const count = random.magnitude(1, 6_000);
  const length = coded.data.length;
  const piece = random.pick([length, 1, 7]);
  const parts = Array.from(
    { length: Math.ceil(length / piece) },
    (_, index) => [index * piece, piece] as const,
  );
  const strange = random.pick([
    [],
    [[0, 0xffffffff]],
    [[0x7fffffff, 9]],
    Array(5_000).fill([0, length]),
  ]);
  const properties = [createSize(coded.width, coded.height), coded.configuration];
  const claim = random.pick([1, 64, 4_000, 16_000, 0x7fffffff]);
  if (random.chance(0.3)) properties[0] = createSize(claim, random.pick([claim, 1]));
  const many = random.magnitude(1, 3_000);
  const turn = createBox(
    random.pick(['irot', 'imir', 'free', 'pixi', 'clap']),
    random.bytes(random.pick([1, 4, 32])),
  );
  const own = [1, 2, ...Array.from({ length: Math.min(many, 250) }, (_, index) => 3 + index)];
  const item = { type: coded.type, properties: own };
  const items = Array(count).fill({ ...item, extents: random.chance(0.7) ? parts : strange });
  const type = random.pick(['auxl', 'thmb', 'cdsc', 'dimg', 'prem']);
  const references = random.chance(0.5)
    ? []
    : Array.from({ length: count - 1 }, (_, index) => createReference(type, index + 2, [1]));
  const file = {
    brand: coded.brand,
    properties: [...properties, ...Array(many).fill(turn)],
    data: coded.data,
  };
  return {
    title: `${coded.brand} of ${count} items, ${parts.length} places and ${many} properties`,
    bytes: createHeif({ ...file, items: count > 300 ? thin(items) : items, references }),
  };
}

/** One place and few properties for each item, so that thousands of them stay small. */
function thin(items: readonly Item[]): Item[] {
  return items.map((item, index) => ({
    ...item,
    extents: index === 0 ? item.extents : item.extents.slice(0, 1),
    properties: index === 0 ? item.properties : item.properties.slice(0, 2),
  }));
}

/** Items that are made of others, which are made of others: in a row, in a circle, or each of all behind it. */
async function createChain(random: Random): Promise<Made> {
  const coded = random.pick(await getCoded());
  const count = random.magnitude(1, 500);
  const type = random.pick(['iden', 'iovl', 'grid']);
  const payload =
    type === 'iovl'
      ? numbers([4, 0], [4, 0], [4, 64], [4, 64], [4, 0])
      : numbers([4, 0], [4, 0x00400040]);
  const isCircle = random.chance(0.3);
  const fan = random.magnitude(1, 40);
  const items: Item[] = Array.from({ length: count }, () => ({
    type,
    extents: [[coded.data.length, payload.length]],
    properties: [1],
  }));
  items.push({ type: coded.type, extents: [[0, coded.data.length]], properties: [1, 2] });
  const references = Array.from({ length: count }, (_, index) => {
    const next = isCircle && index === count - 1 ? 1 : index + 2;
    return createReference('dimg', index + 1, Array(fan).fill(next));
  });
  return {
    title: `${coded.brand}: ${count} of ${type}, ${fan} references each${isCircle ? ', in a circle' : ''}`,
    bytes: createHeif({
      brand: random.pick([coded.brand, 'mif1']),
      items,
      properties: [createSize(coded.width, coded.height), coded.configuration],
      references,
      data: Buffer.concat([coded.data, payload]),
    }),
  };
}

/** A valid picture with boxes in `meta`, in one another or one behind the other. */
async function createBoxes(random: Random): Promise<Made> {
  const coded = random.pick(await getCoded());
  const type = random.pick([
    'meta',
    'iprp',
    'moov',
    'trak',
    'free',
    'uuid',
    'iref',
    'idat',
    'grpl',
    'dinf',
  ]);
  const count = random.magnitude(1, 3_000);
  let box = createBox(type, random.bytes(random.pick([0, 4, 100])));
  if (random.chance(0.5))
    for (let level = 0; level < count; level += 1)
      box = createBox(type, Buffer.alloc(random.pick([0, 4])), box);
  else box = repeat(box, count * 20);
  return {
    title: `${coded.brand} with ${count} boxes ${type}`,
    bytes: createHeif({
      brand: coded.brand,
      items: [{ type: coded.type, extents: [[0, coded.data.length]], properties: [1, 2] }],
      properties: [createSize(coded.width, coded.height), coded.configuration],
      references: [],
      data: coded.data,
      others: [box],
    }),
  };
}
