import { readFile } from 'node:fs/promises';
import { requirePrograms } from './requirements.ts';

/** Network calls of a traced program. */
export interface SocketCalls {
  /** Calls of `socket`, whether they were granted or not; not of `socketpair`, which reaches children only. */
  readonly made: readonly string[];
  /** Addresses that sockets were bound to. */
  readonly bound: readonly string[];
  /** Addresses that `connect`, and `sendto` with an address, were called with. */
  readonly reached: readonly string[];
}

/**
 * Creates the command prefix that writes every network call of a program and of its children to a file.
 * The kernel stops at no other call, so the program runs at full speed.
 *
 * @param detached Runs the tracer as a grandchild, so that the program is the direct child.
 */
export function createTraceCommand(file: string, detached = false): readonly string[] {
  requirePrograms(['strace']);
  const detach = detached ? ['-D'] : [];
  const calls = ['-e', 'trace=%network,execve', '-e', 'signal=none'];
  return ['strace', ...detach, '-f', '--seccomp-bpf', ...calls, '-s', '200', '-o', file];
}

/** @param from Path of a program: calls before its start are skipped. */
export async function readSocketCalls(file: string, from?: string): Promise<SocketCalls> {
  return parseSocketCalls(await readFile(file, 'utf8'), from);
}

export function parseSocketCalls(trace: string, from?: string): SocketCalls {
  const lines = trace.split('\n');
  const start = from ? lines.findIndex((line) => line.includes(`execve("${from}"`)) : 0;
  if (start < 0) throw new Error(`the tracer did not see ${from} start`);
  const calls = lines.slice(start).map((line) => line.replace(/^\d+\s+/, ''));
  return {
    made: calls.filter((call) => call.startsWith('socket(')),
    bound: calls.filter((call) => call.startsWith('bind(')).flatMap(parseAddress),
    reached: calls
      .filter((call) => /^(connect|sendto|sendmsg|sendmmsg)\(/.test(call))
      .flatMap(parseAddress),
  };
}

/** Returns `127.0.0.1:9001` for an IPv4 address, the whole call for another address, or nothing. */
function parseAddress(call: string): string[] {
  if (!call.includes('sa_family')) return [];
  const [, port, host] = call.match(/sin_port=htons\((\d+)\), sin_addr=inet_addr\("(.+?)"\)/) ?? [];
  return [host ? `${host}:${port}` : call];
}
