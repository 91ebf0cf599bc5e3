import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { listTree } from '../../../support/process-tree.ts';
import { serveGlimpse } from '../../../support/serve-glimpse.ts';

async function isGone(pid: number): Promise<boolean> {
  for (let i = 0; i < 100; i += 1) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await wait(50);
  }
  return false;
}

describe.runIf(process.platform === 'linux')('a server on Linux', () => {
  test('runs in a process that gives memory back, and stops with it', async () => {
    const { child, stop } = await serveGlimpse();
    const [, server = 0] = listTree(child.pid ?? 0);
    const environment = readFileSync(`/proc/${server}/environ`, 'utf8').split('\0');
    expect(environment).toContain('MALLOC_ARENA_MAX=2');
    expect(environment).toContain('MALLOC_MMAP_THRESHOLD_=1048576');
    expect(await stop('SIGTERM')).toBe(0);
    expect(await isGone(server)).toBe(true);
  });

  test('keeps a variable that is set', async () => {
    const { child, stop } = await serveGlimpse([], { MALLOC_ARENA_MAX: '7' });
    const [, server = 0] = listTree(child.pid ?? 0);
    const environment = readFileSync(`/proc/${server}/environ`, 'utf8').split('\0');
    expect(environment).toContain('MALLOC_ARENA_MAX=7');
    expect(await stop('SIGTERM')).toBe(0);
  });

  test('stops when the process that started it is killed', async () => {
    const { child, url } = await serveGlimpse();
    const [, server = 0] = listTree(child.pid ?? 0);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await isGone(server)).toBe(true);
  });

  test('is not started twice where the variables are set', async () => {
    const variables = { MALLOC_ARENA_MAX: '4', MALLOC_MMAP_THRESHOLD_: '65536' };
    const { child, stop } = await serveGlimpse([], variables);
    expect(listTree(child.pid ?? 0)).toEqual([child.pid]);
    expect(await stop('SIGINT')).toBe(0);
  });
});
