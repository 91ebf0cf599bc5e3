import { deflateSync } from 'node:zlib';
import { createPngChunk, insertChunks } from '../../../support/png-chunk.ts';
import type { Random } from '../../random.ts';
import type { Kind } from '../../run/part.ts';
import { type Made, once, pictureKind, repeat } from '../picture-kind.ts';
import { getSeeds } from '../seeds.ts';

const signature = Buffer.from('89504e470d0a1a0a', 'hex');
const mebibyte = 2 ** 20;
/** 45 MiB unpacked are below every limit of libpng and libvips. */
const bomb = once(async () => deflateSync(Buffer.alloc(45 * mebibyte), { level: 9 }));

export const pngKinds: Readonly<Record<string, Kind>> = {
  'png-text-bombs': pictureKind({ weight: 2, always: 'alone' }, async (random) => {
    const type = random.pick(['zTXt', 'iTXt', 'iCCP']);
    const head = type === 'iTXt' ? 'a\0\u0001\0\0\0' : 'a\0\0';
    const chunk = createPngChunk(type, Buffer.concat([Buffer.from(head, 'latin1'), await bomb()]));
    const count = random.between(1, 20);
    return {
      title: `${count} ${type} of 45 MiB`,
      bytes: insertChunks(random.pick((await getSeeds()).png), Array(count).fill(chunk)),
    };
  }),
  'png-chunks': pictureKind({ weight: 30 }, shuffleChunks),
  'png-headers': pictureKind({ weight: 30 }, (random) => {
    const side = () => random.magnitude(1, 2_000);
    const header = { width: side(), height: side(), ...pickDepth(random) };
    const title = JSON.stringify(header);
    return { title, bytes: createPng(header, random.pick([[], [gammaOf(random)]])) };
  }),
  'png-claims': pictureKind({ weight: 20 }, (random) => {
    const side = () => random.pick([0, 1, 4_899, 24_000, 240_000, 0x7fffffff, 0xffffffff]);
    const claim = Buffer.alloc(13);
    claim.writeUInt32BE(side(), 0);
    claim.writeUInt32BE(side(), 4);
    random.bytes(5).copy(claim, 8);
    if (random.chance(0.7))
      claim.set([random.pick([1, 8, 16]), random.below(8), 0, 0, random.below(2)], 8);
    const chunks = [
      createPngChunk('IHDR', claim),
      createPngChunk('IDAT', deflateSync(random.bytes(99))),
    ];
    return { title: claim.toString('hex'), bytes: Buffer.concat([signature, ...chunks, end]) };
  }),
  'png-frames': pictureKind({ weight: 5 }, async (random) => {
    const count = random.magnitude(2, 40_000);
    const control = Buffer.alloc(8);
    control.writeUInt32BE(count, 0);
    const frame = Buffer.concat([
      createPngChunk('fcTL', random.bytes(26)),
      createPngChunk('fdAT', Buffer.concat([Buffer.alloc(4), deflateSync(Buffer.alloc(50))])),
    ]);
    const chunks = [createPngChunk('acTL', control), repeat(frame, count)];
    return {
      title: `${count} frames`,
      bytes: insertChunks(random.pick((await getSeeds()).png), chunks),
    };
  }),
};

const end = createPngChunk('IEND', Buffer.alloc(0));

export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  /** Colour type: https://www.w3.org/TR/png-3/#3colourType */
  readonly colour: number;
  readonly interlace: number;
}

const samples: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Creates a PNG whose rows repeat the same noise, so that a large one has few bytes. */
export function createPng(header: PngHeader, chunks: readonly Buffer[] = []): Buffer {
  const { width, height, bits, colour, interlace } = header;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([bits, colour, 0, 0, interlace], 8);
  const palette = colour === 3 ? [createPngChunk('PLTE', Buffer.alloc(3 * 2 ** bits, 0x55))] : [];
  return Buffer.concat([
    signature,
    createPngChunk('IHDR', head),
    ...chunks,
    ...palette,
    createPngChunk('IDAT', deflateSync(createRows(header), { level: 1 })),
    end,
  ]);
}

/** First column and row of each pass, and steps: https://www.w3.org/TR/png-3/#8Interlace */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** Returns rows with all kinds of filters, as they are before compression. */
function createRows({ width, height, bits, colour, interlace }: PngHeader): Buffer {
  const parts = (interlace ? passes : [[0, 0, 1, 1] as const]).map(([left, top, across, down]) => {
    const columns = Math.ceil((width - left) / across);
    const rows = columns > 0 ? Math.ceil((height - top) / down) : 0;
    const length = 1 + Math.ceil((columns * bits * (samples[colour] ?? 1)) / 8);
    const bytes = Buffer.alloc(Math.max(0, rows * length), '\u0001\u0002\u0003 a noise');
    for (let row = 0; row < rows; row += 1) bytes[row * length] = row % 5;
    return bytes;
  });
  return Buffer.concat(parts);
}

function pickDepth(random: Random): Pick<PngHeader, 'bits' | 'colour' | 'interlace'> {
  const [bits, colour] = random.pick([
    [1, 0],
    [2, 3],
    [4, 0],
    [8, 3],
    [8, 6],
    [16, 0],
    [16, 2],
    [16, 4],
    [16, 6],
    [4, 6],
  ] as const);
  return { bits, colour, interlace: random.below(2) };
}

function gammaOf(random: Random): Buffer {
  return createPngChunk(
    random.pick(['gAMA', 'cHRM', 'sRGB', 'cICP', 'tRNS']),
    random.bytes(random.pick([0, 1, 4, 32])),
  );
}

/** Chunks in any order and number, with right checksums. */
async function shuffleChunks(random: Random): Promise<Made> {
  const types = [
    'IHDR',
    'PLTE',
    'IDAT',
    'tRNS',
    'gAMA',
    'iCCP',
    'eXIf',
    'cICP',
    'sBIT',
    'bKGD',
    'hIST',
    'zzZz',
    'IEND',
  ];
  const chunk = (): Buffer =>
    createPngChunk(random.pick(types), random.bytes(random.pick([0, 0, 1, 13, 300])));
  const count = random.magnitude(1, 3_000);
  const flood = random.chance(0.5)
    ? repeat(chunk(), count * 20)
    : Buffer.concat(Array.from({ length: count }, chunk));
  const png = random.pick((await getSeeds()).png);
  return { title: `${count} chunks`, bytes: insertChunks(png, [flood]) };
}
