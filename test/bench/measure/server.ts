import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { listTree } from '../../support/process-tree.ts';
import type { Contestant, PictureRequest } from '../contestants/contestant.ts';
import { Child } from './child.ts';
import { HttpClient } from './http-client.ts';

/** A running server of a contestant. */
export interface Server {
  readonly contestant: Contestant;
  readonly port: number;
  /** Milliseconds from the start of the process to its first answer. */
  readonly firstAnswerMs: number;
  /** Peak memory of the processes that run now, in MB. @throws Error if the system does not report it. */
  peakMegabytes(): number;
  stop(): Promise<void>;
}

const startTimeoutMs = 180_000;
const pauseMs = 5;

/** Starts the server of a contestant and sends it a request until it answers. @throws Error if it does not */
export async function startServer(contestant: Contestant, first: PictureRequest): Promise<Server> {
  const port = await findFreePort();
  const started = performance.now();
  const child = new Child(contestant.serve(port), contestant.env);
  const client = new HttpClient(port);
  try {
    while (!(await isAnswered(client, first))) {
      if (child.hasEnded) throw new Error(`it ended before its first answer: ${child.complaint}`);
      if (performance.now() - started > startTimeoutMs) throw new Error('it does not answer');
      await sleep(pauseMs);
    }
    const firstAnswerMs = performance.now() - started;
    return {
      contestant,
      port,
      firstAnswerMs,
      peakMegabytes: () => readPeak(child.pid),
      stop: () => child.stop(),
    };
  } catch (error) {
    await child.stop();
    throw error;
  } finally {
    await client.close();
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Returns false as long as nothing listens. @throws Error if it answers with an error */
async function isAnswered(client: HttpClient, first: PictureRequest): Promise<boolean> {
  try {
    await client.send(first);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ECONNREFUSED') return false;
    throw error;
  }
}

/**
 * Adds up the peaks of resident memory of a process and its children, which Linux keeps: man 5
 * proc_pid_status, VmHWM.
 */
function readPeak(pid: number): number {
  const peaks = listTree(pid).map((each) => {
    const status = readFileSync(`/proc/${each}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]);
  });
  return peaks.reduce((sum, kilobytes) => sum + kilobytes, 0) / 1000;
}
