import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CheckpointError } from '../../../models/checkpoint/checkpoint-error.ts';
import { readCheckpoint } from '../../../models/checkpoint/read-checkpoint.ts';
import { temporary } from './fixtures.ts';
import { refusalOf } from './refused.ts';

const posix = test.skipIf(process.platform === 'win32');

test('the sentence names the file', async () => {
  const path = temporary(Buffer.from('no checkpoint'));
  const reading = readCheckpoint(path);
  await expect(reading).rejects.toThrow(CheckpointError);
  await expect(reading).rejects.toThrow(
    `Cannot read the checkpoint ${path}: it is neither a file of torch.save nor a safetensors file.`,
  );
});

test('a file that is not there is named', async () => {
  await expect(readCheckpoint(join(tmpdir(), 'no-such.pth'))).rejects.toThrow(
    /no-such\.pth: ENOENT/,
  );
});

test('an empty file is refused', async () => {
  expect(await refusalOf(Buffer.alloc(0))).toMatch('neither');
});

test('a folder is refused', async () => {
  expect(await refusalOf(tmpdir())).toBe('it is not a regular file');
});

posix('a device that never ends is refused', async () => {
  expect(await refusalOf('/dev/zero')).toBe('it is not a regular file');
});

posix('a pipe that nobody writes to is refused', async () => {
  const pipe = `${temporary(Buffer.alloc(0))}.pipe`;
  execFileSync('/usr/bin/env', ['mkfifo', pipe]);
  expect(await refusalOf(pipe)).toBe('it is not a regular file');
});
