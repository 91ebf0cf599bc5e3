import { readdir, readFile } from 'node:fs/promises';

/** What a process holds on to. */
export interface Vitals {
  readonly memoryMb: number;
  readonly files: number;
  readonly threads: number;
  /** Entries of its folder for temporary files. */
  readonly temporary: number;
}

/** Reads them from Linux. */
export async function readVitals(pid: number, temporary: string): Promise<Vitals> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const numberOf = (name: string): number =>
    Number(status.match(new RegExp(`^${name}:\\s+(\\d+)`, 'm'))?.[1]);
  return {
    memoryMb: numberOf('VmRSS') / 1024,
    files: (await readdir(`/proc/${pid}/fd`)).length,
    threads: numberOf('Threads'),
    temporary: (await readdir(temporary, { recursive: true })).length,
  };
}
