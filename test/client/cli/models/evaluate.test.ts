import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { emptyHome } from '../../../support/empty-home.ts';
import { modelFolder, type PictureName, picturePath, root } from '../../../support/fixtures.ts';
import { runGlimpse } from '../../../support/run-glimpse.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const evaluate = ['models', 'evaluate', 'efficientnet-lite0'];

/** Makes a folder with these pictures. */
function createFolder(pictures: Readonly<Record<string, PictureName>>): string {
  const folder = temporaryFolder();
  for (const [file, name] of Object.entries(pictures)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    symlinkSync(picturePath(name), join(folder, file));
  }
  return folder;
}

// PyTorch's best classes: coffee espresso, china palace, flower daisy, rocket missile (a space
// shuttle comes fourth), chelsea Egyptian cat (a Persian cat is not among five).
const labelled = {
  'n07920052/coffee.jpg': 'coffee',
  'n03877845/china.jpg': 'china',
  'daisy/flower.jpg': 'flower',
  'space_shuttle/rocket.jpg': 'rocket',
  'n02123394/chelsea.jpg': 'chelsea',
} as const;

describe('glimpse models evaluate', () => {
  test('prints accuracy with intervals, speed, confusions, and what it left out', async () => {
    const folder = createFolder({ ...labelled, 'loose.jpg': 'coffee' });
    const damaged = join(folder, 'daisy', 'damaged.jpg');
    cpSync(picturePath('china'), damaged);
    truncateSync(damaged, 3000);
    const { code, stdout, stderr } = await runGlimpse([...evaluate, folder]);
    // Wilson's 95 % intervals of 3 and 4 of 5, by hand.
    expect(stdout.replace(/speed .*/, 'speed')).toBe(`efficientnet-lite0, int8, on ${folder}
  answered  5 of 6 pictures
  top-1      60.00 %  (95 % interval: 23.07 % to 88.24 %)
  top-5      80.00 %  (95 % interval: 37.55 % to 96.38 %)
  speed
  left out  1 picture without a class

Worst confusions
  1 x  n02123394 Persian cat → n02124075 Egyptian cat  (n02123394/chelsea.jpg)
  1 x  n04266014 space shuttle → n03773504 missile  (space_shuttle/rocket.jpg)

1 picture failed with CORRUPT_IMAGE: daisy/damaged.jpg
`);
    expect(stdout).toMatch(/speed {5}\d+\.\d pictures per second, \d+ s\n/);
    expect(stderr).toBe('');
    expect(code).toBe(1);
  });

  test('prints one JSON document and nothing else with --json', async () => {
    const folder = createFolder(labelled);
    const { code, stdout, stderr } = await runGlimpse([
      ...evaluate,
      folder,
      '--json',
      '--confusions',
      '1',
    ]);
    expect(JSON.parse(stdout)).toEqual({
      model: { id: 'efficientnet-lite0', precision: 'int8', sha256: expect.any(String) },
      folder,
      pictures: { found: 5, withoutTruth: 0, chosen: 5, answered: 5, failed: 0, resumed: 0 },
      rowsWithoutPicture: 0,
      complete: true,
      top1: {
        correct: 3,
        share: 0.6,
        low: expect.closeTo(0.2307, 4),
        high: expect.closeTo(0.8824, 4),
      },
      top5: {
        correct: 4,
        share: 0.8,
        low: expect.closeTo(0.3755, 4),
        high: expect.closeTo(0.9638, 4),
      },
      throughput: { seconds: expect.any(Number), picturesPerSecond: expect.any(Number) },
      confusions: [
        {
          truth: { index: 283, synset: 'n02123394', label: 'Persian cat' },
          said: { index: 285, synset: 'n02124075', label: 'Egyptian cat' },
          count: 1,
          examples: ['n02123394/chelsea.jpg'],
        },
      ],
      failures: [],
    });
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  test('reads classes from LOC_val_solution.csv', async () => {
    const folder = createFolder({
      'ILSVRC2012_val_00000001.JPEG': 'coffee',
      'ILSVRC2012_val_00000002.JPEG': 'rocket',
      'ILSVRC2012_val_00000003.JPEG': 'china',
    });
    const csv = join(folder, 'LOC_val_solution.csv');
    writeFileSync(
      csv,
      `ImageId,PredictionString
ILSVRC2012_val_00000002,n04266014 10 20 200 300
ILSVRC2012_val_00000001,n07920052 111 108 230 230 n07920052 5 5 60 60
ILSVRC2012_val_00000009,n01440764 1 2 3 4
`,
    );
    const { stdout } = await runGlimpse([...evaluate, folder, '--truth', csv]);
    expect(stdout).toContain('answered  2 of 2 pictures\n');
    expect(stdout).toContain('top-1      50.00 %');
    expect(stdout).toContain('left out  1 picture without a class\n');
    expect(stdout).toContain('missing   1 CSV row has no matching picture\n');
    expect(stdout).toContain('n04266014 space shuttle → n03773504 missile');
  });

  test('measures as many pictures as --limit says, from all classes', async () => {
    const folder = createFolder({
      'daisy/a.jpg': 'flower',
      'daisy/b.jpg': 'flower',
      'espresso/a.jpg': 'coffee',
      'espresso/b.jpg': 'rocket',
    });
    const { stdout } = await runGlimpse([...evaluate, folder, '--limit', '2', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      pictures: { found: 4, chosen: 2, answered: 2 },
      top1: { correct: 2 },
    });
  });

  test('accepts labels as folder names for a model without synsets', async () => {
    const home = temporaryFolder();
    const folder = join(home, 'models', 'plain');
    cpSync(modelFolder, folder, { recursive: true });
    const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
    const plain = read('labels.json').map(({ label }: { label: string }) => ({
      synset: null,
      label,
    }));
    writeFileSync(join(folder, 'labels.json'), JSON.stringify(plain));
    const manifest = { ...read('manifest.json'), id: 'plain', labels: { en: 'labels.json' } };
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
    const { stdout } = await runGlimpse(
      ['models', 'evaluate', 'plain', createFolder({ 'cup/a.jpg': 'coffee' })],
      { env: { GLIMPSE_HOME: home } },
    );
    expect(stdout).toContain('  1 x  cup → espresso  (cup/a.jpg)\n');
  });

  test('--help has examples', async () => {
    const { code, stdout } = await runGlimpse(['models', 'evaluate', '--help']);
    expect(stdout).toContain('glimpse models evaluate resnet18 ILSVRC/Data/CLS-LOC/val --truth');
    expect(code).toBe(0);
  });
});

describe('an interrupted run', () => {
  /** Enough pictures that a run is far from done after its first answers. */
  const many = Object.fromEntries(
    Array.from({ length: 80 }, (_, index) => [
      `n02124075/${String(index).padStart(2, '0')}.jpg`,
      index % 2 === 0 ? 'chelsea' : 'china',
    ]),
  ) as Record<string, PictureName>;

  /** Starts an evaluation, sends a signal after five more answers, and waits for its end. */
  async function interrupt(args: readonly string[], journal: string, signal: NodeJS.Signals) {
    const child = spawn(process.execPath, ['client/cli/glimpse.mjs', ...args], {
      cwd: root,
      env: { ...process.env, GLIMPSE_HOME: emptyHome, GLIMPSE_THREADS: '1' },
    });
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => {
      output.stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output.stderr += chunk;
    });
    const closed = once(child, 'close');
    const enough = countLines(journal) + 5;
    while (child.exitCode === null && countLines(journal) < enough) await setTimeout(5);
    child.kill(signal);
    const [code] = await closed;
    return { code, ...output };
  }

  function countLines(path: string): number {
    return existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0;
  }

  test('prints what it measured and how to resume, and a later run counts like a whole one', async () => {
    const folder = createFolder(many);
    const journal = join(temporaryFolder(), 'answers.jsonl');
    const args = [...evaluate, folder, '--json', '--resume', journal];
    const first = await interrupt(args, journal, 'SIGINT');
    expect(first.code).toBe(1);
    expect(first.stderr).toMatch(
      /^glimpse: stopped after \d+ of 80 pictures; run the same command to resume\n$/,
    );
    const { complete, pictures, top1 } = JSON.parse(first.stdout);
    expect(complete).toBe(false);
    expect(pictures.answered).toBeLessThan(80);
    expect(pictures.answered).toBe(countLines(journal) - 1);
    expect(top1.correct).toBe(Math.ceil(pictures.answered / 2));

    await interrupt(args, journal, 'SIGKILL');
    const answers = countLines(journal) - 1;
    const last = await runGlimpse(args);
    expect(last.code).toBe(0);
    expect(JSON.parse(last.stdout)).toMatchObject({
      complete: true,
      pictures: { answered: 80, resumed: answers },
      top1: { correct: 40 },
      confusions: [
        {
          said: { label: 'palace' },
          count: 40,
          examples: ['n02124075/01.jpg', 'n02124075/03.jpg', 'n02124075/05.jpg'],
        },
      ],
    });
    expect(countLines(journal)).toBe(81);
  });
});

describe('wrong arguments are refused with 2 and one line before anything runs', () => {
  const good = createFolder({ 'daisy/a.jpg': 'flower' });
  const foreign = join(temporaryFolder(), 'notes.txt');
  writeFileSync(foreign, 'not a journal\n');

  test.each([
    [[createFolder({ 'crane/a.jpg': 'flower' })], 'n02012849 (crane bird) or n03126707 (crane)'],
    [
      [createFolder({ 'daisy/a.jpg': 'flower', 'misc/a.jpg': 'flower' })],
      'Folder "misc" names no class',
    ],
    [[createFolder({ 'a.jpg': 'flower' })], 'no picture in'],
    [[join(good, 'nonesuch')], 'there is no folder'],
    [[good, '--truth', join(good, 'nonesuch.csv')], 'There is no file'],
    [[good, '--resume', foreign], 'is not a journal of an evaluation'],
    [[good, '--limit', '0'], '--limit: Too small'],
    [[good, '--confusions', 'few'], '--confusions: expected a number'],
  ])('%j', async (args, sentence) => {
    const { code, stdout, stderr } = await runGlimpse([...evaluate, ...args]);
    expect(stderr).toContain(sentence);
    expect(stderr.trimEnd()).not.toContain('\n');
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  test('a model that is not installed', async () => {
    const { code, stderr } = await runGlimpse(['models', 'evaluate', 'nonesuch', good]);
    expect(stderr).toContain('There is no model named "nonesuch"');
    expect(code).toBe(2);
  });
});
