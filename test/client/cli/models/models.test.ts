import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { TensorProto_DataType as DataType } from '../../../../models/proto/onnx_pb.ts';
import { fixturePath } from '../../../models/network/networks.ts';
import { classifier, node, port } from '../../../models/onnx/classifier.ts';
import { pictureFolder, picturePath } from '../../../support/fixtures.ts';
import { type RunResult, runGlimpse } from '../../../support/run-glimpse.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const home = temporaryFolder();
const tiny = fixturePath('checkpoints/tiny-resnet18.pth');
const labels = join(home, 'ten.txt');
const three = join(home, 'three.txt');
const onnx = join(home, 'Colours.onnx');
const pictures = join(home, 'pictures');
const empty = join(home, 'empty');

function glimpse(...args: string[]): Promise<RunResult> {
  return runGlimpse(args, { env: { GLIMPSE_HOME: home } });
}

function add(...args: string[]): Promise<RunResult> {
  return glimpse('models', 'add', ...args);
}

beforeAll(() => {
  writeFileSync(labels, Array.from({ length: 10 }, (_, at) => `class ${at}\n`).join(''));
  writeFileSync(three, 'red\ngreen\nblue\n');
  writeFileSync(onnx, classifier());
  mkdirSync(pictures);
  mkdirSync(empty);
  // Two on which the random weights of the checkpoint agree in int8 and float32.
  for (const name of ['chelsea', 'china'] as const) {
    copyFileSync(picturePath(name), join(pictures, `${name}.jpg`));
  }
});

describe('a checkpoint of the user', () => {
  test('becomes an int8 model with --calibration, which answers and can be verified', async () => {
    const added = await add(tiny, '--name', 'tiny', '--labels', labels, '--calibration', pictures);
    expect(added.stderr).toContain('Calibrating on 44 views of 2 pictures');
    expect(added.stdout).toMatch(
      /^tiny is installed: resnet18 of 8 channels, int8, 0\.\d\d MB, the same best class as float32 for \d+\.\d % of 48 views\.\n/,
    );
    expect(added.code).toBe(0);
    const folder = join(home, 'models', 'tiny');
    expect(readdirSync(folder).sort()).toEqual([
      'LICENSE',
      'calibration.json',
      'labels.json',
      'manifest.json',
      'model.onnx',
      'origin.json',
      'validated.json',
    ]);
    expect(readdirSync(join(home, 'models'))).toEqual(['tiny']);

    const answered = await glimpse('classify', '--json', '--model', 'tiny', picturePath('coffee'));
    expect(JSON.parse(answered.stdout)).toMatchObject([
      {
        ok: true,
        model: { id: 'tiny', precision: 'int8' },
        predictions: [{ synset: null }, {}, {}, {}, {}],
      },
    ]);

    const verified = await glimpse('models', 'verify', 'tiny');
    expect(verified.stderr).toMatch(/The same best class as float32 for \d+\.\d % of 48 views/);
    expect(verified.stdout).toBe('tiny is valid.\n');
    expect(verified.code).toBe(0);

    const again = await add(tiny, '--name', 'tiny', '--labels', labels);
    expect(again.stderr).toContain('There is a model named tiny already');
    expect(again.code).toBe(1);
  });

  test('is compared with float32 if it still exists or --from names it', async () => {
    const moved = join(home, 'moved.pth');
    copyFileSync(tiny, moved);
    await add(moved, '--name', 'moving', '--labels', labels, '--calibration', pictures);
    rmSync(moved);
    const without = await glimpse('models', 'verify', 'moving');
    expect(without.stderr).toContain('NOT RUN: comparison with float32.');
    expect(without.code).toBe(0);
    const given = await glimpse('models', 'verify', 'moving', '--from', tiny);
    expect(given.stderr).toMatch(/The same best class as float32 for \d+\.\d % of 48 views/);
    expect(given.code).toBe(0);
  });

  test('stays in float32 with --precision fp32, with or without calibration pictures', async () => {
    const given = ['--labels', labels, '--calibration', pictures, '--precision', 'fp32'];
    const { code, stdout } = await add(tiny, '--name', 'exact', ...given);
    expect(stdout).toMatch(/^exact is installed: resnet18 of 8 channels, fp32, /);
    expect(code).toBe(0);
    const verified = await glimpse('models', 'verify', 'exact', '--from', tiny);
    expect(verified.stderr).toContain('there is nothing to compare');
    expect(verified.code).toBe(1);
  });

  test('cannot have the name of a published model', async () => {
    const { code, stderr } = await add(tiny, '--name', 'resnet18', '--labels', labels);
    expect(stderr).toContain('resnet18 is the name of a published model');
    expect(code).toBe(2);
  });

  test('that is a device, which may be endless, is refused unread', async () => {
    const { code, stderr } = await add('/dev/zero', '--name', 'zero', '--labels', labels);
    expect(stderr).toContain('/dev/zero is not a file');
    expect(code).toBe(1);
  });

  test('is refused with a damaged calibration picture, which is named', async () => {
    const damaged = join(home, 'damaged');
    mkdirSync(damaged);
    const half = readFileSync(picturePath('coffee')).subarray(0, 40_000);
    writeFileSync(join(damaged, 'half.jpg'), half);
    const given = ['--labels', labels, '--calibration', damaged];
    const { code, stderr } = await add(tiny, '--name', 'half', ...given);
    expect(stderr).toContain(`${join(damaged, 'half.jpg')} cannot be used: The jpeg picture is`);
    expect(code).toBe(1);
  });

  test('stays in float32 without --calibration, and says so', async () => {
    const { code, stdout, stderr } = await add(tiny, '--name', 'plain', '--labels', labels);
    expect(stderr).toContain('Keeping float32. For int8, pass --calibration FOLDER');
    expect(stdout).toMatch(/^plain is installed: resnet18 of 8 channels, fp32, /);
    expect(code).toBe(0);
  });

  test.each([
    [['--name', 'other'], 'This model has 10 classes, not the 1000 of ImageNet'],
    [['--name', 'other', '--labels', three], 'has 3 labels, but this model has 10 classes'],
  ])('with the wrong labels is refused: %j', async (args, sentence) => {
    const { code, stderr } = await add(tiny, ...args);
    expect(stderr).toContain(sentence);
    expect(code).toBe(1);
    expect(readdirSync(join(home, 'models'))).not.toContain('other');
  });
});

describe('an ONNX file of the user', () => {
  const colours = ['--labels', three, '--size', '32'];

  test('answers as elsewhere, with --mean and --std for pixels from 0 to 1', async () => {
    const flags = ['--mean', '0.5,0.5,0.5', '--std', '0.25,0.25,0.25'];
    const added = await add(onnx, '--name', 'colours', ...colours, ...flags);
    expect(added.stderr).toContain(
      'Preprocessing: (pixel − [128, 128, 128]) / [63.8, 63.8, 63.8], pixels 0 to 255.',
    );
    expect(added.stdout).toMatch(/^colours is installed: ONNX, fp32, /);
    expect(added.code).toBe(0);
    const { stdout } = await glimpse(
      'classify',
      '--json',
      '--model',
      'colours',
      picturePath('coffee'),
    );
    // A picture of coffee in a red cup on wood.
    expect(JSON.parse(stdout)).toMatchObject([
      { predictions: [{ label: 'red' }, { label: 'green' }, { label: 'blue' }] },
    ]);
  });

  test('with a thousand classes has ImageNet’s names in both languages, with --labels its own only', async () => {
    const thousand = join(home, 'thousand.onnx');
    const own = join(home, 'thousand.txt');
    writeFileSync(own, Array.from({ length: 1000 }, (_, at) => `thing ${at}\n`).join(''));
    writeFileSync(
      thousand,
      classifier({
        node: [
          node('GlobalAveragePool', ['x', 'means']),
          node('Flatten', ['means', 'flat'], { axis: 1 }),
          { opType: 'MatMul', input: ['flat', 'weights'], output: ['y'] },
        ],
        output: [port('y', ['n', 1000])],
        initializer: [
          {
            name: 'weights',
            dims: [3n, 1000n],
            dataType: DataType.FLOAT,
            floatData: Array.from({ length: 3000 }, (_, at) => at % 1000),
          },
        ],
      }),
    );
    const flags = ['--size', '32', '--mean', '0,0,0', '--std', '1,1,1'];
    const filesOf = (name: string): string[] => readdirSync(join(home, 'models', name));
    const read = (file: string): string =>
      readFileSync(join(home, 'models', 'theirs', file), 'utf8');

    expect((await add(thousand, '--name', 'theirs', ...flags)).code).toBe(0);
    expect(filesOf('theirs')).toContain('labels.zh.json');
    expect(JSON.parse(read('manifest.json')).labels).toEqual({
      en: 'labels.json',
      zh: 'labels.zh.json',
    });
    expect(JSON.parse(read('labels.zh.json'))[967]).toMatchObject({
      synset: 'n07920052',
      label: '意式浓缩咖啡',
    });
    expect(read('LICENSE')).toContain('own translation');

    expect((await add(thousand, '--name', 'own', ...flags, '--labels', own)).code).toBe(0);
    expect(filesOf('own')).not.toContain('labels.zh.json');
  });

  test('whose answers look like probabilities is refused until --output says so', async () => {
    const shares = join(home, 'shares.onnx');
    writeFileSync(
      shares,
      classifier({
        node: [
          node('GlobalAveragePool', ['x', 'means']),
          node('Flatten', ['means', 'flat'], { axis: 1 }),
          node('LogSoftmax', ['flat', 'logs'], { axis: 1 }),
          node('Exp', ['logs', 'y']),
        ],
      }),
    );
    const flags = ['--name', 'shares', ...colours, '--mean', '0,0,0', '--std', '1,1,1'];
    const refused = await add(shares, ...flags);
    expect(refused.stderr).toContain('looks like probabilities');
    expect(refused.code).toBe(1);
    const { code } = await add(shares, ...flags, '--output', 'probabilities');
    expect(code).toBe(0);
  });

  test('that ONNX Runtime cannot run is refused with its reason', async () => {
    const strange = join(home, 'strange.onnx');
    writeFileSync(strange, classifier({ node: [node('Blur', ['x', 'y'])] }));
    const { code, stderr } = await add(
      strange,
      '--name',
      'strange',
      ...colours,
      '--mean',
      '0,0,0',
      '--std',
      '1,1,1',
    );
    expect(stderr).toMatch(/glimpse: ONNX Runtime cannot run this model: .*Blur.*\n$/);
    expect(code).toBe(1);
  });
});

test('list prints precision, size, folder and the default; info describes a model; remove removes it', async () => {
  await add(tiny, '--name', 'listed', '--labels', labels, '--precision', 'fp32');
  const listed = JSON.parse((await glimpse('models', 'list', '--json')).stdout);
  expect(listed[0]).toMatchObject({
    name: 'efficientnet-lite0',
    precision: 'int8',
    embedded: true,
    default: 'built in',
  });
  expect(listed).toContainEqual(
    expect.objectContaining({ name: 'listed', precision: 'fp32', classes: 10, default: null }),
  );
  const { stdout: text } = await glimpse('models', 'list');
  expect(text).toContain(`default model: ${listed[0].default}`);

  const info = JSON.parse((await glimpse('models', 'info', 'listed', '--json')).stdout);
  expect(info).toMatchObject({ id: 'listed', classes: 10, source: { file: 'tiny-resnet18.pth' } });
  expect((await glimpse('models', 'info', 'listed')).stdout).toContain('resnet18 of 8 channels');

  expect((await glimpse('models', 'remove', 'listed')).stdout).toBe('listed is removed.\n');
  expect((await glimpse('models', 'remove', 'listed')).code).toBe(2);
});

test('verify names the changed file', async () => {
  await add(tiny, '--name', 'changed', '--labels', labels, '--precision', 'fp32');
  const file = join(home, 'models', 'changed', 'model.onnx');
  const bytes = readFileSync(file);
  bytes[bytes.length - 1]! ^= 1;
  writeFileSync(file, bytes);
  const { code, stderr } = await glimpse('models', 'verify', 'changed');
  expect(stderr).toContain('Model changed is damaged: the sha256 of model.onnx is');
  expect(code).toBe(1);
});

describe('errors are reported in one line', () => {
  const text = join(pictureFolder, 'README.md');
  test.each<[string[], string, number]>([
    [[tiny], 'give your model a name with --name NAME', 2],
    [[tiny, '--name', 'Upper Case'], '--name: expected lower-case letters and digits', 2],
    [[tiny, '--name', 'x', '--mean', '1,1,1'], '--mean cannot be used with a checkpoint', 2],
    [[onnx, '--name', 'x'], 'an ONNX file does not say how its pixels are normalised', 2],
    [
      [onnx, '--name', 'x', '--mean', '1,2', '--std', '1,1,1'],
      '--mean: expected three numbers: R,G,B',
      2,
    ],
    [
      [onnx, '--name', 'x', '--precision', 'int8'],
      '--precision cannot be used with an ONNX file',
      2,
    ],
    [
      ['resnet18', '--labels', labels],
      '--labels cannot be used with the published model resnet18',
      2,
    ],
    [['resnet18', '--from', tiny], 'is not the checkpoint of resnet18', 1],
    [[tiny, '--name', 'efficientnet-lite0', '--labels', labels], 'is built in', 1],
    [[join(home, 'none.pth'), '--name', 'x'], 'none.pth cannot be read.', 1],
    [[text, '--name', 'x'], 'Cannot read the checkpoint', 1],
    [[tiny, '--name', 'x', '--labels', labels, '--calibration', empty], 'there are no pictures', 2],
  ])('glimpse models add %j', async (args, sentence, expected) => {
    const { code, stdout, stderr } = await add(...args);
    expect(stderr.trimEnd().split('\n').at(-1)).toContain(sentence);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stdout).toBe('');
    expect(code).toBe(expected);
  });
});
