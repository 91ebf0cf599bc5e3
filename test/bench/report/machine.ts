import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { root } from '../../support/fixtures.ts';
import type { Machine } from './document.ts';

const run = promisify(execFile);

/** Describes this machine. @param functionNode Path of a Node. */
export async function describeMachine(functionNode: string): Promise<Omit<Machine, 'loadBefore'>> {
  const { stdout } = await run(functionNode, ['--version']);
  return {
    processors: availableParallelism(),
    model: cpus()[0]?.model.trim() ?? 'unknown',
    hasVnni: detectVnni(),
    memory: Math.round(totalmem() / 1e6),
    platform: `${process.platform}-${process.arch}`,
    node: process.version,
    functionNode: stdout.trim(),
  };
}

/** Names of the kernel: arch/x86/include/asm/cpufeatures.h. Processors other than x64 need no such thing. */
function detectVnni(): boolean | null {
  if (process.arch !== 'x64') return null;
  try {
    return hasVnni(readFileSync('/proc/cpuinfo', 'utf8'));
  } catch {
    return null;
  }
}

/** Reads from `/proc/cpuinfo` whether the first processor has AVX512_VNNI or AVX-VNNI. */
export function hasVnni(cpuinfo: string): boolean {
  const [, flags = ''] = /^flags\s*:(.*)$/m.exec(cpuinfo) ?? [];
  return /\bavx(512)?_vnni\b/.test(flags);
}

/** Returns the commit of the sources, with `-dirty` if they have changed since; null without git. */
export async function readCommit(): Promise<string | null> {
  try {
    const { stdout } = await run('git', ['describe', '--always', '--dirty', '--exclude', '*'], {
      cwd: root,
    });
    return stdout.trim();
  } catch {
    return null;
  }
}
