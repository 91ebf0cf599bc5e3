import { readFile } from 'node:fs/promises';
import { parseSocketCalls } from '../rehearsal/sockets.ts';

/** What a traced program and its children did outside this machine's kernel and their own pipes. */
export interface NetworkUse {
  /** Calls of `socket` for any family but those that never leave this machine. */
  readonly sockets: readonly string[];
  /** Addresses that it listened on, such as `127.0.0.1:0`. */
  readonly bound: readonly string[];
  /**
   * Addresses that it connected or sent to, such as `1.1.1.1:80`. For others than IPv4 the whole call:
   * also for the socket of a name service, which would ask a DNS server in its stead.
   */
  readonly reached: readonly string[];
}

/** Asks the kernel which addresses this machine has. */
const kernel = 'sa_family=AF_NETLINK';

/** Reads the file that `createTraceCommand` writes. */
export async function readNetworkUse(trace: string): Promise<NetworkUse> {
  const { made, bound, reached } = parseSocketCalls(await readFile(trace, 'utf8'));
  return {
    sockets: made.filter((call) => !/^socket(pair)?\(AF_(UNIX|NETLINK),/.test(call)),
    bound: bound.filter((address) => !address.includes(kernel)),
    reached: reached.filter((address) => !address.includes(kernel)),
  };
}
