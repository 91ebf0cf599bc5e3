import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { picturePath, readPictureFixture } from '../../../support/fixtures.ts';
import { runGlimpse } from '../../../support/run-glimpse.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const espresso = { rank: 1, index: 967, synset: 'n07920052', label: 'espresso' };

describe('glimpse classify', () => {
  test('prints a bar for each of the best classes', async () => {
    const { code, stdout } = await runGlimpse(['classify', '--top-k', '2', picturePath('coffee')]);
    const [title, first, second, ...rest] = stdout.trimEnd().split('\n');
    expect(title).toContain('coffee.jpg  600 x 400 jpeg');
    expect(first).toMatch(/^ {2}espresso {2}█{22}.* 9\d\.\d %$/);
    expect(second).toMatch(/^ {2}cup {2}/);
    expect(rest).toEqual([]);
    expect(code).toBe(0);
  });

  test('prints one JSON array, in the order of the arguments, and nothing else with --json', async () => {
    const names = ['coffee', 'china', 'flower', 'rocket'] as const;
    const { code, stdout, stderr } = await runGlimpse([
      'classify',
      '--json',
      ...names.map(picturePath),
    ]);
    const results = JSON.parse(stdout);
    expect(results.map(({ input }: { input: string }) => input)).toEqual(names.map(picturePath));
    // PyTorch's best classes for these pictures.
    const best = results.map((result: { predictions: object[] }) => result.predictions[0]);
    expect(best).toMatchObject([espresso, { index: 698 }, { index: 985 }, { index: 657 }]);
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  test('classifies a picture from stdin', async () => {
    const input = readPictureFixture('coffee');
    const { code, stdout } = await runGlimpse(['classify', '--json', '-'], { input });
    expect(JSON.parse(stdout)).toMatchObject([
      { input: '-', ok: true, predictions: [espresso, {}, {}, {}, {}] },
    ]);
    expect(code).toBe(0);
  });

  test('finds the pictures in a folder and below, and ignores other files', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'below'));
    mkdirSync(join(folder, 'folder.jpg'));
    copyFileSync(picturePath('coffee'), join(folder, 'b.JPG'));
    copyFileSync(picturePath('china'), join(folder, 'below', 'a.jpeg'));
    writeFileSync(join(folder, 'notes.txt'), 'not a picture');
    const { code, stdout } = await runGlimpse(['classify', '--jsonl', folder]);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).input)).toEqual([
      join(folder, 'b.JPG'),
      join(folder, 'below', 'a.jpeg'),
    ]);
    expect(code).toBe(0);
  });

  test('expands patterns, but not names in lists, which are lines or NUL-separated', async () => {
    const folder = temporaryFolder();
    const odd = join(folder, 'a[1]\n*.jpg');
    copyFileSync(picturePath('coffee'), odd);
    copyFileSync(picturePath('china'), join(folder, 'b.jpeg'));
    writeFileSync(join(folder, 'c.txt'), 'not a picture');
    const names = async (args: string[], input = '') => {
      const ran = await runGlimpse(['classify', '--jsonl', ...args], { input: Buffer.from(input) });
      expect(ran.code).toBe(0);
      return ran.stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).input);
    };
    expect(await names([join(folder, '*.*')])).toEqual([odd, join(folder, 'b.jpeg')]);
    const list = ['--files-from', '-'];
    expect(await names(list, `${odd}\0${join(folder, 'b.jpeg')}\0`)).toEqual([
      odd,
      join(folder, 'b.jpeg'),
    ]);
    const lines = `${join(folder, 'b.jpeg')}\r\n${picturePath('rocket')}\n`;
    expect(await names(list, lines)).toEqual([join(folder, 'b.jpeg'), picturePath('rocket')]);
    expect(await names([...list, '-0'], odd)).toEqual([odd]);
  });

  test('fits the columns of the terminal, with Chinese names too', async () => {
    for (const lang of ['en', 'zh']) {
      const args = ['classify', '--top-k', '9', '--lang', lang, picturePath('coffee')];
      const { stdout } = await runGlimpse(args, { env: { COLUMNS: '40' } });
      const bars = stdout.split('\n').filter((line) => line.endsWith(' %'));
      expect(bars).toHaveLength(9);
      // Two columns each: https://www.unicode.org/reports/tr11/
      const columns = bars.map(
        (line) => [...line.matchAll(/\p{Script=Han}/gu)].length + line.length,
      );
      expect(Math.max(...columns)).toBeLessThanOrEqual(40);
      expect(new Set(columns).size).toBe(1);
    }
  });

  test('reports that no class reaches the minimum score', async () => {
    const { code, stdout } = await runGlimpse([
      'classify',
      '--min-score',
      '1',
      picturePath('china'),
    ]);
    expect(stdout).toContain('no class reaches this score');
    expect(code).toBe(0);
  });

  test('reports which pictures failed, answers the others and exits with 1', async () => {
    const text = join(temporaryFolder(), 'text.jpg');
    writeFileSync(text, 'This is not a picture.');
    const missing = join(tmpdir(), 'there-is-no-such-file.jpg');
    const { code, stdout, stderr } = await runGlimpse([
      'classify',
      '--json',
      missing,
      text,
      picturePath('coffee'),
    ]);
    expect(stderr).toBe(
      'glimpse: 2 of 3 pictures failed (1 FILE_UNREADABLE, 1 UNSUPPORTED_FORMAT), 1 answered\n',
    );
    expect(JSON.parse(stdout)).toMatchObject([
      {
        input: missing,
        ok: false,
        error: { code: 'FILE_UNREADABLE', details: { reason: 'ENOENT' } },
      },
      {
        input: text,
        ok: false,
        error: { code: 'UNSUPPORTED_FORMAT', details: { format: 'text' } },
      },
      { ok: true, predictions: [espresso, {}, {}, {}, {}] },
    ]);
    expect(code).toBe(1);
  });

  test('stops reading an endless stdin at the limit', async () => {
    const input = Buffer.alloc(25_000_000);
    const { code, stdout } = await runGlimpse(['classify', '--json', '-'], { input });
    expect(JSON.parse(stdout)).toMatchObject([
      { ok: false, error: { code: 'IMAGE_TOO_LARGE', details: { limit: 20_000_000 } } },
    ]);
    expect(code).toBe(1);
  });

  test('does not fetch from private addresses', async () => {
    const { code, stdout } = await runGlimpse(['classify', '--json', 'http://127.0.0.1/a.jpg']);
    expect(JSON.parse(stdout)).toMatchObject([
      { ok: false, error: { code: 'URL_REFUSED', details: { reason: 'address' } } },
    ]);
    expect(code).toBe(1);
  });

  test('ends quietly when its reader closes the pipe', async () => {
    const { code, stderr } = await runGlimpse(['classify', '--json', picturePath('coffee')], {
      through: ['bash', '-o', 'pipefail', '-c', '"$0" "$@" | head -c 1'],
    });
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  test.runIf(existsSync('/dev/full')).each([
    ['classify', '--jsonl', picturePath('coffee')],
    ['doctor', '--help'],
  ])('reports that its output cannot be written: %s %s', async (...args) => {
    const { code, stderr } = await runGlimpse(args, {
      through: ['bash', '-c', '"$0" "$@" > /dev/full'],
    });
    expect(stderr).toBe('glimpse: cannot write the output (ENOSPC)\n');
    expect(code).toBe(1);
  });
});

describe('wrong usage exits with 2 and one line on what to do', () => {
  test.each([
    [['classify'], 'name files, folders or URLs'],
    [['classify', 'nonesuch/*.jpg'], 'no pictures match nonesuch/*.jpg'],
    [['classify', '--files-from', '-'], 'there are no names in stdin'],
    [['classify', '--files-from', '-', '-'], 'stdin can be read only once'],
    [['classify', '--json', '--jsonl', 'a.jpg'], '--json and --jsonl cannot be used together'],
    [['classify', '--lang', 'fr', 'a.jpg'], '--lang: Invalid option'],
    [['classify', '--endpoint', 'nonesuch', 'a.jpg'], '--endpoint nonesuch is not a URL'],
    [['classify', '--top-k', '0', 'a.jpg'], '--top-k: Too small'],
    [['classify', '--top-k', '1.5', 'a.jpg'], '--top-k: expected a whole number'],
    [['classify', '--min-score', 'high', 'a.jpg'], '--min-score: expected a number'],
    [['classify', '--nonsense', 'a.jpg'], "unknown option '--nonsense'"],
    [['classify', temporaryFolder()], 'there are no pictures in'],
    [['classify', '--model', 'nonesuch', 'a.jpg'], 'There is no model named "nonesuch"'],
    [['nonsense'], "unknown command 'nonsense'"],
    [['serve', '--port', '70000'], '--port: Too big'],
    [['serve', '--port', 'abc'], '--port: expected a number'],
    [['serve', '--host', '::1', '--port', '1.5'], '--port: expected a whole number'],
    [
      ['classify', '--profile', 'work', 'a.jpg'],
      '--profile, --region, --sign and --no-sign require',
    ],
    [['classify', '--parallel', '2', 'a.jpg'], '--parallel requires --endpoint'],
    [
      ['classify', '--model', 'm', '--endpoint', 'http://a.test', 'a.jpg'],
      '--model cannot be used',
    ],
    [['serve', '--region', 'eu-central-1'], 'require --endpoint'],
    [['doctor', '--no-sign'], 'require --endpoint'],
  ])('glimpse %j', async (args, sentence) => {
    const { code, stdout, stderr } = await runGlimpse(args);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});

test('--help lists the commands and examples', async () => {
  const { code, stdout } = await runGlimpse(['--help']);
  expect(stdout).toContain('classify [options] [pictures...]');
  expect(stdout).toContain('serve [options]');
  expect(stdout).toContain('Examples:');
  expect(code).toBe(0);
});

test.each(['classify', 'serve', 'doctor'])('glimpse %s --help has examples', async (command) => {
  const { code, stdout } = await runGlimpse([command, '--help']);
  expect(stdout).toMatch(new RegExp(`Examples:\n  glimpse ${command}`));
  expect(code).toBe(0);
});
