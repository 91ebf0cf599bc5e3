import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const pageKb = 4;
/** Of `/proc/PID/stat`: 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** What a process and its descendants hold. */
export interface Held {
  readonly sockets: number;
  readonly descriptors: number;
  readonly threads: number;
  readonly processes: number;
  /** Megabytes of 2^20 bytes. */
  readonly memory: number;
}

/** Lists a process and its descendants; without those that have just ended. */
export function listTree(pid: number): number[] {
  const children = list(`/proc/${pid}/task`).flatMap((thread) =>
    read(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(listTree)];
}

/** Returns the sum of resident memory in megabytes. Pages that processes share are counted once for each. */
export function readResident(pids: readonly number[]): number {
  const pages = pids.map((pid) => Number(read(`/proc/${pid}/statm`).split(' ')[1] ?? 0));
  return (sum(pages) * pageKb) / 1024;
}

/** Returns memory in megabytes, with shared pages divided among those that share them. Takes milliseconds. */
export function readProportional(pids: readonly number[]): number {
  return (
    sum(
      pids.map((pid) => Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)),
    ) / 1024
  );
}

/** Returns the processor time in milliseconds that a tree has used, with that of children that have ended. */
export function readCpu(pid: number): number {
  const ticks = listTree(pid).map((each) => {
    // The name in brackets may contain spaces.
    const fields = read(`/proc/${each}/stat`)
      .replace(/^.*\) /s, '')
      .split(' ');
    return sum(fields.slice(11, 15).map(Number));
  });
  return (sum(ticks) * 1000) / ticksPerSecond;
}

/**
 * Finds the process of a tree that listens on a port: what was started may be the parent of the server.
 *
 * @throws Error if none does
 */
export function findListener(pid: number, port: number): number {
  const end = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  // Local address in column 1, state in 3 (0A: listening), inode in 9: proc_pid_net(5).
  const rows = read(`/proc/${pid}/net/tcp`)
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const [, , , , , , , , , inode] =
    rows.find(([, at, , state]) => at?.endsWith(end) && state === '0A') ?? [];
  const holds = (each: number): boolean =>
    list(`/proc/${each}/fd`).some((fd) => link(`/proc/${each}/fd/${fd}`) === `socket:[${inode}]`);
  const found = listTree(pid).find(holds);
  if (found === undefined) throw new Error(`no process listens on port ${port}`);
  return found;
}

/** Returns the milliseconds that the main thread of a process has worked: https://docs.kernel.org/scheduler/sched-stats.html */
export function readMainThread(pid: number): number {
  return Number(read(`/proc/${pid}/task/${pid}/schedstat`).split(' ')[0]) / 1e6;
}

export function readHeld(pid: number): Held {
  const pids = listTree(pid);
  const links = pids.flatMap((each) =>
    list(`/proc/${each}/fd`).map((fd) => link(`/proc/${each}/fd/${fd}`)),
  );
  return {
    sockets: links.filter((target) => target.startsWith('socket:')).length,
    descriptors: links.length,
    threads: sum(pids.map((each) => list(`/proc/${each}/task`).length)),
    processes: pids.length,
    memory: readResident(pids),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** A process may end between listing and reading: then nothing is read. */
function read(path: string): string {
  return attempt(() => readFileSync(path, 'utf8'), '');
}

function list(path: string): string[] {
  return attempt(() => readdirSync(path), []);
}

function link(path: string): string {
  return attempt(() => readlinkSync(path), '');
}

function attempt<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch {
    return otherwise;
  }
}
