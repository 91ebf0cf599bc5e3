import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fixture } from '../fixtures.ts';
import { getRefusal } from '../refusal.ts';
import { packed } from '../zip-writer.ts';
import {
  checkpoint,
  integer,
  pickle,
  stateDict,
  text,
  type WrittenTensor,
} from './pickle-writer.ts';

test('the pickle writer of these tests writes valid pickles', async () => {
  expect(await getRefusal(checkpoint(stateDict()))).toBeUndefined();
});

describe('globals', () => {
  test.each([
    ['hostile-system.pth', 'posix.system'],
    ['hostile-system.legacy.pth', 'posix.system'],
    ['hostile-namespace.pth', 'argparse.Namespace'],
    ['hostile-module.pth', 'torch.nn.modules.container.Sequential'],
  ])('%s is refused because of %s', async (name, global) => {
    expect(await getRefusal(fixture(name))).toContain(`the Python object "${global}"`);
    expect(existsSync('ran.txt')).toBe(false);
  });

  test.each([
    ['builtins', 'eval'],
    ['torch', 'load'],
    ['torch._utils', '_rebuild_tensor_v2.__globals__'],
    ['collections', 'OrderedDict.__init__'],
    ['torch', 'ComplexFloatStorage'],
    ['__proto__', 'constructor'],
  ])('%s.%s is refused by name', async (module, name) => {
    const line = checkpoint(pickle(0x80, 2, `c${module}\n${name}\n.`));
    expect(await getRefusal(line)).toContain(`"${module}.${name}"`);
    const stack = checkpoint(pickle(0x80, 4, text(module), text(name), 0x93, '.'));
    expect(await getRefusal(stack)).toContain(`"${module}.${name}"`);
  });

  test('a long name with control characters is shortened and escaped', async () => {
    const refusal = await getRefusal(checkpoint(pickle(`c\u001b[2J${'x'.repeat(5000)}\ny\n.`)));
    expect(refusal).toContain('\\u001b[2Jxxx');
    expect(refusal?.length).toBeLessThan(220);
  });
});

// Codes and names from CPython's pickletools.
test.each([
  ['i', 'INST'],
  ['o', 'OBJ'],
  [0x81, 'NEWOBJ'],
  [0x92, 'NEWOBJ_EX'],
  [0x82, 'EXT1'],
  ['P', 'PERSID'],
  ['I', 'INT'],
  ['L', 'LONG'],
  ['S', 'STRING'],
  ['0', 'POP'],
  ['2', 'DUP'],
  ['B', 'BINBYTES'],
  [0x8f, 'EMPTY_SET'],
  [0x96, 'BYTEARRAY8'],
  [0x97, 'NEXT_BUFFER'],
  [0xff, '0xff'],
])('the opcode %s is refused as %s', async (code, name) => {
  expect(await getRefusal(checkpoint(pickle(0x80, 2, code, '.')))).toContain(`opcode ${name},`);
});

const sizes = {
  'a size beyond the storage': { shape: [5] },
  'a stride beyond the storage': { shape: [2], strides: [4] },
  'an offset beyond the storage': { shape: [4], offset: 1 },
  'an empty tensor far away': { shape: [0], offset: 5 },
  'a negative size': { shape: [-1] },
  'a negative stride': { shape: [2], strides: [-1], offset: 3 },
  'a negative offset': { offset: -1, shape: [1] },
  'more strides than sizes': { shape: [2], strides: [1, 1] },
  'a product beyond 2^53': { shape: [2 ** 31 - 1, 2 ** 31 - 1], strides: [0, 0] },
  'a product that wraps to zero': { shape: Array(8).fill(2 ** 16), strides: Array(8).fill(0) },
  'an empty tensor of a product beyond 2^53': { shape: [0, 2 ** 40, 2 ** 40], strides: [0, 0, 0] },
  'a size beyond 2^53': { shape: [2 ** 60], strides: [0] },
  'eight gigabytes out of one number': { shape: [2 ** 31], strides: [0] },
  'too many dimensions': { shape: Array(65).fill(1), strides: Array(65).fill(1) },
  'a missing storage': { key: '1' },
  'a storage outside of the folder': { key: '../data/0' },
  'a storage shorter than declared': { length: 5 },
  'a storage longer than declared': { length: 3, shape: [3] },
  'a storage of a negative length': { length: -1 },
  'a storage of another type': { type: 'DoubleStorage' },
} satisfies Record<string, WrittenTensor>;

test.each(Object.entries(sizes))('%s is refused', async (_, options) => {
  expect(await getRefusal(checkpoint(stateDict(options)))).toMatch(/tensor|storage/);
});

const megabyte = 2 ** 20;
const bombs = {
  'marks within marks': '('.repeat(megabyte),
  'a flood of lists': ']'.repeat(megabyte),
  'a flood of dicts': '}'.repeat(megabyte),
  'a flood of memos': `}${'\x94'.repeat(megabyte)}`,
  'a memo with a huge index': pickle(
    '}r',
    packed('L', 0xffffffff),
    'j',
    packed('L', 0xfffffffe),
    '.',
  ),
  'tuples within tuples': `)${'\x85'.repeat(megabyte)}`,
  'tuples that double': `)${'q\x00h\x00\x86'.repeat(100_000)}`,
  'lists within lists': `${']'.repeat(1000)}${'a'.repeat(999)}.`,
  'a list within itself': ']q\x00h\x00a.',
  'a dict within itself': pickle('}q\x00', text('model'), 'h\x00s.'),
  'an integer of a megabyte': pickle(0x8b, packed('L', megabyte), Buffer.alloc(megabyte), '.'),
  'an integer of a negative length': pickle(0x8b, packed('L', 0xffffffff), '.'),
  'a string beyond the end': pickle('X', packed('L', 0xffffffff), 'abc.'),
  'a string of 2^63 bytes': pickle(0x8d, packed('Q', 2 ** 63), 'abc.'),
  'a frame of 2^63 bytes': pickle(0x80, 4, 0x95, packed('Q', 2 ** 63), '}.'),
  'a name without an end': `c${'x'.repeat(megabyte)}`,
  'an unknown protocol': pickle(0x80, 6, '}.'),
  'more values popped than pushed': '}s.',
  'more values popped than are above the mark': pickle('}', text('key'), '(', '}s.'),
  'no mark': 'u.',
  'a missing memo': 'h\x00.',
  'items of a list': pickle(']', text('key'), '}s.'),
  'half an item': pickle('}(', text('key'), 'u.'),
  'appending to a dict': '}}a.',
  'calling a dict': '})R.',
  'calling with a list': 'ccollections\nOrderedDict\n]R.',
  'an OrderedDict of something': pickle('ccollections\nOrderedDict\n', integer(1), '\x85R.'),
  'attributes of a list': ']}b.',
  'a global of no name': '}}\x93.',
  'a reference to something else than a storage': pickle(text('module'), 'Q.'),
  'a parameter of nothing': 'ctorch._utils\n_rebuild_parameter\n)R.',
  'a tensor of nothing': 'ctorch._utils\n_rebuild_tensor_v2\n)R.',
  'no end': '}',
  nothing: '',
  'bytes after the end': '}.}',
  'no state dict': pickle(integer(1), '.'),
  'no tensors': '}.',
};

test.each(Object.entries(bombs))('%s is refused', async (_, parts) => {
  expect(await getRefusal(checkpoint(pickle(parts)))).toMatch(/pickle|tensor|parameter|state dict/);
});

test('refuses a name that occurs twice', async () => {
  const one = stateDict().subarray(2, -1);
  const twice = pickle(0x80, 2, one, one.subarray(1), '.');
  expect(await getRefusal(checkpoint(twice))).toBe('it has the tensor "weight" twice');
});
