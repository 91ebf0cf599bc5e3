import { readFile } from 'node:fs/promises';
import { needPrograms } from './needs.ts';

/** What asks the kernel for something to do with a network, under the tracer. */
export interface SocketCalls {
  /** `socket` and `socketpair`, whether they were granted or not. */
  readonly made: readonly string[];
  /** Where `connect`, and `sendto` with an address, wanted to go. */
  readonly reached: readonly string[];
}

/**
 * The command that writes every network call of a program, and of all that it starts, into a file.
 * The kernel stops at no other call, so that the program runs as fast as without.
 *
 * @param detached Whether the tracer stands aside, so that the program is the direct child.
 */
export function tracing(file: string, detached = false): readonly string[] {
  needPrograms(['strace']);
  const aside = detached ? ['-D'] : [];
  const calls = ['-e', 'trace=%network,execve', '-e', 'signal=none'];
  return ['strace', ...aside, '-f', '--seccomp-bpf', ...calls, '-s', '200', '-o', file];
}

/** @param from A program: what came before it was started is left out. */
export async function readSocketCalls(file: string, from?: string): Promise<SocketCalls> {
  return parseSocketCalls(await readFile(file, 'utf8'), from);
}

export function parseSocketCalls(trace: string, from?: string): SocketCalls {
  const lines = trace.split('\n');
  const start = from ? lines.findIndex((line) => line.includes(`execve("${from}"`)) : 0;
  if (start < 0) throw new Error(`the tracer did not see ${from} start`);
  const calls = lines.slice(start).map((line) => line.replace(/^\d+\s+/, ''));
  return {
    made: calls.filter((call) => /^socket(pair)?\(/.test(call)),
    reached: calls.filter((call) => /^(connect|sendto|sendmsg)\(/.test(call)).flatMap(addressOf),
  };
}

/** `127.0.0.1:9001` for an address of IPv4, else the call itself; nothing where it names none. */
function addressOf(call: string): string[] {
  if (!call.includes('sa_family')) return [];
  const [, port, host] = call.match(/sin_port=htons\((\d+)\), sin_addr=inet_addr\("(.+?)"\)/) ?? [];
  return [host ? `${host}:${port}` : call];
}
