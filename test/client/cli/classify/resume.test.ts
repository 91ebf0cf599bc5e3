import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  closeSync,
  copyFileSync,
  existsSync,
  linkSync,
  openSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { emptyHome } from '../../../support/empty-home.ts';
import { picturePath, readPictureFixture, root } from '../../../support/fixtures.ts';
import { runGlimpse } from '../../../support/run-glimpse.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const many = 200;

/** Makes a folder with many small pictures and one file that is not a picture. */
async function createFolderOfMany(): Promise<string> {
  const folder = temporaryFolder();
  const first = join(folder, '000.jpg');
  await sharp(readPictureFixture('coffee')).resize(96).toFile(first);
  for (let at = 1; at < many; at += 1) {
    linkSync(first, join(folder, `${String(at).padStart(3, '0')}.jpg`));
  }
  writeFileSync(join(folder, 'broken.jpg'), 'not a picture');
  return folder;
}

interface Line {
  readonly input: string;
  readonly ok: boolean;
}

function readLines(path: string): string[] {
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
}

/** Runs `glimpse ... >> out`; a `signal` is sent after twenty more answers. */
async function append(args: readonly string[], out: string, signal?: NodeJS.Signals) {
  const file = openSync(out, 'a');
  const child = spawn(process.execPath, ['client/cli/glimpse.mjs', ...args], {
    cwd: root,
    env: { ...process.env, GLIMPSE_HOME: emptyHome, GLIMPSE_THREADS: '1' },
    stdio: ['ignore', file, 'pipe'],
  });
  const closed = once(child, 'close');
  const stderr = text(child.stderr as NodeJS.ReadableStream);
  const enough = readLines(out).length + 20;
  while (signal && child.exitCode === null && readLines(out).length < enough) await setTimeout(5);
  if (signal) child.kill(signal);
  const [code, endedBy] = await closed;
  closeSync(file);
  return { code, endedBy, stderr: await stderr };
}

test('a stopped run is resumed, with one answer per picture', async () => {
  const folder = await createFolderOfMany();
  const out = join(temporaryFolder(), 'out.jsonl');
  const args = ['classify', '--jsonl', '--skip-done', out, folder];

  const stopped = await append(args, out, 'SIGINT');
  expect(stopped.code).toBe(130);
  const answered = readLines(out).length;
  expect(stopped.stderr).toBe(
    `glimpse: stopped: ${answered} of ${many + 1} answered; run the same command to resume\n`,
  );
  expect(answered).toBeLessThan(many);

  const killed = await append(args, out, 'SIGKILL');
  expect(killed.endedBy).toBe('SIGKILL');
  // As after a power failure.
  appendFileSync(out, '{"input":"');

  const last = await append(args, out);
  expect(last.code).toBe(1);
  expect(last.stderr).toMatch(
    /^glimpse: 1 of 201 pictures failed \(1 UNSUPPORTED_FORMAT\), 200 answered, \d+ of them by an earlier run\n$/,
  );
  const whole = readLines(out).filter((line) => line !== '{"input":"');
  const ok = whole.map((line): Line => JSON.parse(line)).filter((line) => line.ok);
  expect(ok.map(({ input }) => input)).toEqual(
    Array.from({ length: many }, (_, at) => join(folder, `${String(at).padStart(3, '0')}.jpg`)),
  );

  // Only the one that failed is tried again.
  const again = await runGlimpse(args);
  expect(
    again.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toMatchObject([{ input: join(folder, 'broken.jpg'), ok: false }]);
});

test.each([
  [['--json'], /run with --jsonl --skip-done FILE >> FILE$/],
  [['--jsonl'], /add --skip-done/],
  [
    ['--jsonl', '--skip-done', 'nonesuch.jsonl'],
    /append .* to nonesuch\.jsonl, then run the same command to resume$/,
  ],
])('a stopped run with %j tells how to resume', async (flags, hint) => {
  const out = join(temporaryFolder(), 'out.json');
  const args = ['classify', ...flags, await createFolderOfMany()];
  const { code, stderr } = await append(args, out, 'SIGINT');
  expect(stderr).toMatch(/^glimpse: stopped: \d+ of 201 answered; /);
  expect(stderr.trimEnd()).toMatch(hint);
  expect(code).toBe(130);
});

test('with --explain, an answer without an overlay does not count', async () => {
  const folder = temporaryFolder();
  const [bare, drawn] = [join(folder, 'bare.jpg'), join(folder, 'drawn.jpg')];
  copyFileSync(picturePath('coffee'), bare);
  copyFileSync(picturePath('coffee'), drawn);
  const out = join(temporaryFolder(), 'out.jsonl');
  const lines = [
    { input: bare, ok: true },
    { input: drawn, ok: true, overlay: 'drawn.explained.png' },
  ];
  writeFileSync(out, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const args = ['classify', '--jsonl', '--skip-done', out];
  const plain = await runGlimpse([...args, bare, drawn]);
  expect(plain.stdout).toBe('');
  const explained = await runGlimpse([...args, '--explain', join(folder, 'heat'), bare, drawn]);
  expect(
    explained.stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  ).toMatchObject([{ input: bare, ok: true, overlay: expect.any(String) }]);
});

test('answers of another model are refused', async () => {
  const out = join(temporaryFolder(), 'out.jsonl');
  const model = { id: 'resnet18', precision: 'int8', sha256: 'a'.repeat(64) };
  writeFileSync(out, `${JSON.stringify({ input: 'a.jpg', ok: true, model })}\n`);
  const { code, stderr } = await runGlimpse([
    'classify',
    '--jsonl',
    '--skip-done',
    out,
    picturePath('coffee'),
  ]);
  expect(stderr).toMatch(/answers of resnet18, not of efficientnet-lite0; use a new file\n$/);
  expect(code).toBe(2);
});

test('a file that was not written by --jsonl is refused', async () => {
  const copy = join(temporaryFolder(), 'copy.jpg');
  copyFileSync(picturePath('coffee'), copy);
  const { code, stderr } = await runGlimpse(['classify', '--skip-done', copy, copy]);
  expect(stderr).toContain('has no lines written by --jsonl');
  expect(code).toBe(2);
});
