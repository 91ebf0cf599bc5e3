import { describe, expect, test } from 'vitest';
import { parseTimes, timeRun } from './timed-run.ts';

test('reads the times that bash writes, with a point or a comma', () => {
  expect(parseTimes('1.103 0.084 0.021\n')).toEqual({ wallMs: 1_103, cpuMs: 105 });
  expect(parseTimes('61,000 2,000 0,500\n')).toEqual({ wallMs: 61_000, cpuMs: 2_500 });
  expect(() => parseTimes('')).toThrow('bash gave no times');
});

describe.skipIf(process.platform === 'win32')('a program', () => {
  test('is timed with its children, and its output is passed on', async () => {
    const chunks: Buffer[] = [];
    // The child, not the program itself, works for 200 ms of processor time.
    const work = 'const start = process.cpuUsage(); while (process.cpuUsage(start).user < 2e5);';
    const parent = `require('child_process').execFileSync(process.execPath, ['-e', ${JSON.stringify(work)}]); console.log('done');`;
    const { wallMs, cpuMs } = await timeRun([process.execPath, '-e', parent], {
      onOutput: (chunk) => chunks.push(chunk),
    });
    expect(cpuMs).toBeGreaterThanOrEqual(200);
    expect(wallMs).toBeGreaterThan(0);
    expect(Buffer.concat(chunks).toString()).toBe('done\n');
  });

  test('that fails is reported with what it wrote', async () => {
    const command = [process.execPath, '-e', 'console.error("broken"); process.exit(3)'] as const;
    await expect(timeRun(command)).rejects.toThrow(/ended with 3: broken/);
  });
});
