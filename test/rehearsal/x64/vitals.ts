import { readdir, readFile } from 'node:fs/promises';

/** Resources that a process holds. */
export interface Vitals {
  readonly memoryMb: number;
  readonly files: number;
  readonly threads: number;
  /** Number of entries in its temporary folder. */
  readonly temporary: number;
}

/** Reads the resources of a process from `/proc`. */
export async function readVitals(pid: number, temporary: string): Promise<Vitals> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const parseNumber = (name: string): number =>
    Number(status.match(new RegExp(`^${name}:\\s+(\\d+)`, 'm'))?.[1]);
  return {
    memoryMb: parseNumber('VmRSS') / 1024,
    files: (await readdir(`/proc/${pid}/fd`)).length,
    threads: parseNumber('Threads'),
    temporary: (await readdir(temporary, { recursive: true })).length,
  };
}
