import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const script = fileURLToPath(new URL('./warm-environment.ts', import.meta.url));

// /proc counts what a process holds.
test.runIf(process.platform === 'linux')(
  'an event leaves nothing behind: no file, thread, timer, connection or rejection',
  async () => {
    const env = { ...process.env, TMPDIR: temporaryFolder() };
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script], {
      env,
    });
    const { before, after, rejections } = JSON.parse(stdout);
    expect(after).toEqual(before);
    expect(rejections).toEqual([]);
  },
);
