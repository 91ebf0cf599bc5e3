import type { Contestant } from '../contestants/contestant.ts';
import { HttpClient } from '../measure/http-client.ts';
import { Loop } from '../measure/loop.ts';
import { type Server, startServer } from '../measure/server.ts';
import type { Picture } from '../pictures/pictures.ts';
import { describeError } from '../rounds/interleave.ts';
import type { Bench } from './group.ts';
import type { Scenario } from './scenario.ts';

type Starting = Pick<Bench, 'contestants' | 'results' | 'step'>;

/** A contestant that runs. */
interface Running {
  readonly name: string;
  readonly isGlimpse: boolean;
  readonly contestant: Contestant;
  stop(): Promise<void>;
}

export interface RunningServer extends Running {
  readonly server: Server;
  readonly client: HttpClient;
}

export interface RunningLoop extends Running {
  readonly loop: Loop;
}

export interface WithServersOptions {
  /** Left out of these if it does not start. */
  readonly scenarios: readonly Scenario[];
  readonly first: Picture;
  /** Max number of connections to each; default: 1. */
  readonly connections?: number;
}

/** Starts the servers of all contestants one after the other, and stops them after the work. */
export async function withServers(
  bench: Starting,
  { scenarios, first, connections = 1 }: WithServersOptions,
  work: (servers: readonly RunningServer[]) => Promise<void>,
): Promise<void> {
  const start = async (contestant: Contestant): Promise<RunningServer> => {
    const server = await startServer(contestant, contestant.rest(first));
    const client = new HttpClient(server.port, connections);
    const stop = async () => {
      await client.close();
      await server.stop();
    };
    const { name, isGlimpse } = contestant;
    return { name, isGlimpse, contestant, server, client, stop };
  };
  await withRunning(bench, { scenarios, start }, work);
}

/** The same for contestants that answer in their own process. */
export async function withLoops(
  bench: Starting,
  scenarios: readonly Scenario[],
  work: (loops: readonly RunningLoop[]) => Promise<void>,
): Promise<void> {
  const start = async (contestant: Contestant): Promise<RunningLoop> => {
    const loop = await Loop.start(contestant);
    const { name, isGlimpse } = contestant;
    return { name, isGlimpse, contestant, loop, stop: () => loop.stop() };
  };
  await withRunning(bench, { scenarios, start }, work);
}

interface WithRunningOptions<T extends Running> {
  readonly scenarios: readonly Scenario[];
  readonly start: (contestant: Contestant) => Promise<T>;
}

async function withRunning<T extends Running>(
  { contestants, results, step }: Starting,
  { scenarios, start }: WithRunningOptions<T>,
  work: (running: readonly T[]) => Promise<void>,
): Promise<void> {
  const running: T[] = [];
  try {
    await step('Starting the contestants', contestants.length, async (count) => {
      for (const contestant of contestants) {
        try {
          running.push(await start(contestant));
        } catch (error) {
          const { name, isGlimpse } = contestant;
          if (isGlimpse) throw error;
          const why = describeError(error);
          for (const scenario of scenarios) results.leaveOut(scenario.name, name, why);
        }
        count();
      }
    });
    await work(running);
  } finally {
    await Promise.all(running.map((one) => one.stop()));
  }
}
