import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { emptyFolder } from '../../support/model-folder.ts';

const script = fileURLToPath(new URL('./warm-environment.ts', import.meta.url));

// What a process holds is counted in /proc.
test.runIf(process.platform === 'linux')(
  'nothing of an event is left for the next: no file, thread, timer, connection or rejection',
  async () => {
    const env = { ...process.env, TMPDIR: await emptyFolder() };
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script], {
      env,
    });
    const { before, after, rejections } = JSON.parse(stdout);
    expect(after).toEqual(before);
    expect(rejections).toEqual([]);
  },
);
