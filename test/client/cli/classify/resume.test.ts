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
import { picturePath, root } from '../../../support/fixtures.ts';
import { emptyFolder } from '../../../support/model-folder.ts';
import { runGlimpse } from '../../../support/run-glimpse.ts';

const many = 200;

/** Small pictures, for it is their number that counts, and one that is none. */
async function folderOfMany(): Promise<string> {
  const folder = await emptyFolder();
  const first = join(folder, '000.jpg');
  await sharp(picturePath('coffee')).resize(96).toFile(first);
  for (let at = 1; at < many; at += 1) {
    linkSync(first, join(folder, `${String(at).padStart(3, '0')}.jpg`));
  }
  writeFileSync(join(folder, 'broken.jpg'), 'no picture');
  return folder;
}

interface Line {
  readonly input: string;
  readonly ok: boolean;
}

function linesOf(path: string): string[] {
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
}

/** `glimpse ... >> out`, stopped by `signal` after some more answers where there is one. */
async function append(args: readonly string[], out: string, signal?: NodeJS.Signals) {
  const file = openSync(out, 'a');
  const child = spawn(process.execPath, ['client/cli/glimpse.mjs', ...args], {
    cwd: root,
    env: { ...process.env, GLIMPSE_HOME: emptyHome },
    stdio: ['ignore', file, 'pipe'],
  });
  const closed = once(child, 'close');
  const stderr = text(child.stderr as NodeJS.ReadableStream);
  const enough = linesOf(out).length + 20;
  while (signal && child.exitCode === null && linesOf(out).length < enough) await setTimeout(5);
  if (signal) child.kill(signal);
  const [code, endedBy] = await closed;
  closeSync(file);
  return { code, endedBy, stderr: await stderr };
}

test('a run that was stopped goes on where it was, one answer for each picture', async () => {
  const folder = await folderOfMany();
  const out = join(await emptyFolder(), 'out.jsonl');
  const args = ['classify', '--jsonl', '--skip-done', out, folder];

  const stopped = await append(args, out, 'SIGINT');
  expect(stopped.code).toBe(130);
  const answered = linesOf(out).length;
  expect(stopped.stderr).toBe(
    `glimpse: stopped: ${answered} of ${many + 1} answered; the same command goes on from here\n`,
  );
  expect(answered).toBeLessThan(many);

  const killed = await append(args, out, 'SIGKILL');
  expect(killed.endedBy).toBe('SIGKILL');
  // What a machine that loses power leaves.
  appendFileSync(out, '{"input":"');

  const last = await append(args, out);
  expect(last.code).toBe(1);
  expect(last.stderr).toMatch(
    /^glimpse: 1 of 201 pictures failed \(1 UNSUPPORTED_FORMAT\), 200 answered, \d+ of them by an earlier run\n$/,
  );
  const whole = linesOf(out).filter((line) => line !== '{"input":"');
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
  [['--json'], 'a run with --jsonl --skip-done FILE >> FILE is one that can be gone on with'],
  [['--jsonl'], 'go on with --skip-done and the file that has the answers'],
  [
    ['--jsonl', '--skip-done', 'nonesuch.jsonl'],
    'once nonesuch.jsonl has these answers too, the same command goes on from here',
  ],
])('a run with %j that was stopped says how to go on', async (flags, remedy) => {
  const out = join(await emptyFolder(), 'out.json');
  const args = ['classify', ...flags, await folderOfMany()];
  const { code, stderr } = await append(args, out, 'SIGINT');
  expect(stderr).toMatch(/^glimpse: stopped: \d+ of 201 answered; /);
  expect(stderr.trimEnd().slice(stderr.indexOf(';') + 2)).toBe(remedy);
  expect(code).toBe(130);
});

test('an answer without an overlay does not count where overlays are wanted', async () => {
  const folder = await emptyFolder();
  const [bare, drawn] = [join(folder, 'bare.jpg'), join(folder, 'drawn.jpg')];
  copyFileSync(picturePath('coffee'), bare);
  copyFileSync(picturePath('coffee'), drawn);
  const out = join(await emptyFolder(), 'out.jsonl');
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

test('answers of another model are not mixed with those of this one', async () => {
  const out = join(await emptyFolder(), 'out.jsonl');
  const model = { id: 'resnet18', precision: 'int8', sha256: 'a'.repeat(64) };
  writeFileSync(out, `${JSON.stringify({ input: 'a.jpg', ok: true, model })}\n`);
  const { code, stderr } = await runGlimpse([
    'classify',
    '--jsonl',
    '--skip-done',
    out,
    picturePath('coffee'),
  ]);
  expect(stderr).toBe(
    `glimpse: ${out} has answers of resnet18, and efficientnet-lite0 answers now; use a new file\n`,
  );
  expect(code).toBe(2);
});

test('a file that --jsonl did not write is refused', async () => {
  const copy = join(await emptyFolder(), 'copy.jpg');
  copyFileSync(picturePath('coffee'), copy);
  const { code, stderr } = await runGlimpse(['classify', '--skip-done', copy, copy]);
  expect(stderr).toContain('holds no lines of --jsonl');
  expect(code).toBe(2);
});
