import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { modelFolder, picturePath, readPictureFixture } from '../../../support/fixtures.ts';
import { changeManifest, replaceModelFile } from '../../../support/model-folder.ts';
import { removeOutput } from '../../../support/onnx.ts';
import { runGlimpse } from '../../../support/run-glimpse.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

interface Explained {
  readonly overlay: string;
  readonly image: { width: number; height: number };
  readonly explanation: {
    width: number;
    height: number;
    values: number[];
    region: { left: number; top: number; width: number; height: number };
  };
}

/** Reads red, green and blue of one pixel. */
async function readPixel(file: string, left: number, top: number): Promise<number[]> {
  const area = { left: Math.floor(left), top: Math.floor(top), width: 1, height: 1 };
  return [...(await sharp(readFileSync(file)).removeAlpha().extract(area).raw().toBuffer())];
}

/** Returns the centre of a cell of the heat map, in pixels of the picture. */
function getCentre({ explanation }: Explained, cell: number): [left: number, top: number] {
  const { width, height, region } = explanation;
  const across = ((cell % width) + 0.5) / width;
  const down = (Math.floor(cell / width) + 0.5) / height;
  return [region.left + across * region.width, region.top + down * region.height];
}

function findCell({ explanation: { values } }: Explained, value: number): number {
  return values.indexOf(value);
}

describe('glimpse classify --explain', () => {
  test('draws heat on the upright picture inside the region, and shade outside', async () => {
    const folder = temporaryFolder();
    const grey = join(folder, 'turned.jpg');
    // The cat on its side, to be turned upright by orientation 6; grey, so that colour is heat.
    const side = await sharp(readPictureFixture('chelsea'))
      .rotate(-90)
      .greyscale()
      .jpeg()
      .toBuffer();
    await sharp(side).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toFile(grey);
    const heat = join(folder, 'heat');
    const { code, stdout } = await runGlimpse(['classify', '--json', '--explain', heat, grey]);
    expect(code).toBe(0);
    const [result] = JSON.parse(stdout) as [Explained];
    expect(result.overlay).toBe(join(heat, 'turned.heat.jpg'));
    const { width, height } = await sharp(readFileSync(result.overlay)).metadata();
    expect([width, height]).toEqual([451, 300]);

    const { values, region } = result.explanation;
    const [hotRed = 0, , hotBlue = 0] = await readPixel(
      result.overlay,
      ...getCentre(result, findCell(result, Math.max(...values))),
    );
    // The hot colour is [255, 98, 40], and covers half of a grey pixel.
    expect(hotRed - hotBlue).toBeGreaterThan(60);
    // The network saw the middle 262 pixels of 451: the left is covered with 64 % of the cold colour.
    expect(region.left).toBeGreaterThan(90);
    const [before = 0] = await readPixel(picturePath('chelsea'), 40, 150);
    const [red = 0, , blue = 0] = await readPixel(result.overlay, 40, 150);
    expect(Math.abs(red - blue)).toBeLessThan(12);
    expect(red).toBeLessThan(before * 0.6);
  });

  test('names overlays after their pictures, each differently, and does not classify them', async () => {
    const folder = temporaryFolder();
    for (const name of ['a', 'b']) {
      mkdirSync(join(folder, name));
      cpSync(picturePath('coffee'), join(folder, name, 'cup.jpg'));
    }
    cpSync(picturePath('china'), join(folder, 'palace.jpg'));
    const args = ['classify', '--jsonl', '--explain', join(folder, 'heat'), folder];
    await runGlimpse(args);
    const names = readdirSync(join(folder, 'heat')).sort();
    expect(names).toEqual([
      expect.stringMatching(/^cup-[0-9a-f]{8}\.heat\.jpg$/),
      expect.stringMatching(/^cup-[0-9a-f]{8}\.heat\.jpg$/),
      'palace.heat.jpg',
    ]);
    const { stdout } = await runGlimpse(args);
    expect(stdout.trimEnd().split('\n')).toHaveLength(3);
    expect(readdirSync(join(folder, 'heat')).sort()).toEqual(names);
  });

  test('reports once that a model has no heat maps', async () => {
    const home = temporaryFolder();
    const plain = join(home, 'models', 'plain');
    cpSync(modelFolder, plain, { recursive: true });
    const bytes = readFileSync(join(plain, 'model.onnx'));
    await replaceModelFile(plain, removeOutput(bytes, 'heat'));
    await changeManifest(plain, () => ({ id: 'plain' }));
    const { code, stdout, stderr } = await runGlimpse(
      [
        'classify',
        '--model',
        'plain',
        '--explain',
        join(home, 'heat'),
        picturePath('coffee'),
        picturePath('china'),
      ],
      { env: { GLIMPSE_HOME: home } },
    );
    expect(stderr).toMatch(/^glimpse: EXPLAIN_UNAVAILABLE: model plain .* without --explain\n$/);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  test('reports which overlay cannot be written, and answers the others', async () => {
    const heat = join(temporaryFolder(), 'heat');
    mkdirSync(join(heat, 'coffee.heat.jpg'), { recursive: true });
    const pictures = [picturePath('coffee'), picturePath('china')];
    const { code, stdout } = await runGlimpse([
      'classify',
      '--json',
      '--explain',
      heat,
      ...pictures,
    ]);
    expect(JSON.parse(stdout)).toMatchObject([
      { ok: false, error: { code: 'FILE_UNWRITABLE', details: { reason: 'EISDIR' } } },
      { ok: true },
    ]);
    expect(code).toBe(1);
  });

  test('reports in one line that the folder cannot be created', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const { code, stderr } = await runGlimpse([
      'classify',
      '--explain',
      file,
      picturePath('coffee'),
    ]);
    expect(stderr).toBe(`glimpse: ${file} cannot be written (EEXIST).\n`);
    expect(code).toBe(2);
  });
});
