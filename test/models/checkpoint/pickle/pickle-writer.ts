import { packed, type WrittenEntry, writeZip } from '../zip-writer.ts';

type Part = string | number | Uint8Array;

/** Joins the parts of a pickle: strings are Latin-1, numbers single bytes. */
export function pickle(...parts: readonly Part[]): Buffer {
  return Buffer.concat(
    parts.map((part) => {
      if (typeof part === 'number') return Buffer.of(part);
      return typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part);
    }),
  );
}

/** Writes BINUNICODE. */
export function text(value: string): Buffer {
  return pickle('X', packed('L', Buffer.byteLength(value)), value);
}

/** Writes BININT, or LONG1 beyond 32 bits. */
export function integer(value: number): Buffer {
  if (value === (value | 0)) return pickle('J', packed('L', value >>> 0));
  return pickle(0x8a, 8, Buffer.from(BigInt64Array.of(BigInt(value)).buffer));
}

function tuple(values: readonly number[]): Buffer {
  return pickle('(', ...values.map(integer), 't');
}

export interface WrittenTensor {
  readonly key?: string;
  readonly type?: string;
  readonly length?: number;
  readonly offset?: number;
  readonly shape?: readonly number[];
  readonly strides?: readonly number[];
}

/** Writes a tensor, by default of four floats in storage 0. */
function tensor(options: WrittenTensor = {}): Buffer {
  const { key = '0', type = 'FloatStorage', length = 4 } = options;
  const { offset = 0, shape = [4], strides = [1] } = options;
  const id = pickle(
    '(',
    text('storage'),
    `ctorch\n${type}\n`,
    text(key),
    text('cpu'),
    integer(length),
  );
  return pickle(
    'ctorch._utils\n_rebuild_tensor_v2\n(',
    ...[id, 'tQ', integer(offset), tuple(shape), tuple(strides)],
    ...[0x89, 'ccollections\nOrderedDict\n)RtR'],
  );
}

/** Writes a complete pickle of the state dict `{ weight: tensor }`. */
export function stateDict(options: WrittenTensor = {}): Buffer {
  return pickle(0x80, 2, '}', text('weight'), tensor(options), 's.');
}

const four = new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer);

/**
 * Writes a checkpoint in the current format with this pickle and four floats. `changed` replaces entries
 * of the same name.
 */
export function checkpoint(data: Uint8Array, changed: readonly WrittenEntry[] = []): Buffer {
  const entries = [
    { name: 'tiny/data.pkl', bytes: data },
    { name: 'tiny/byteorder', bytes: Buffer.from('little') },
    { name: 'tiny/data/0', bytes: four },
  ];
  const kept = entries.filter(({ name }) => !changed.some((entry) => entry.name === name));
  return writeZip([...kept, ...changed]);
}
