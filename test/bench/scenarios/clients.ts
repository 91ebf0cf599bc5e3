import { setTimeout as sleep } from 'node:timers/promises';
import { HttpClient } from '../measure/http-client.ts';
import { sendAtOnce } from '../measure/send-at-once.ts';
import type { Picture } from '../pictures/pictures.ts';
import { interleave } from '../rounds/interleave.ts';
import type { Run } from './group.ts';
import type { Scenario } from './scenario.ts';
import type { RunningServer } from './with-running.ts';

const numbers = [1, 2, 4, 8] as const;

export const maxClients = 8;

/** What each number of clients gives: the time of an answer, pictures a second, and `/health` meanwhile. */
const perNumber = numbers.map((clients) => ({
  clients,
  scenarios: [
    { name: `clients/${clients}`, unit: 'ms' },
    { name: `clients-rate/${clients}`, unit: 'pictures/s' },
    { name: `clients-health/${clients}`, unit: 'ms' },
  ] as const satisfies readonly Scenario[],
}));

/** Several clients send the small picture at once, each one request after the other. */
export const clientScenarios: readonly Scenario[] = perNumber.flatMap(({ scenarios }) => scenarios);

/** Requests of all clients together in one round. */
const requestsPerRound = 48;
const quickRequestsPerRound = 8;
const healthPauseMs = 20;

/** Measures each number of clients of which something is wanted. */
export async function measureClients(
  { results, rounds: share, warmUp, step, isQuick }: Run,
  servers: readonly RunningServer[],
  { wanted, picture }: { readonly wanted: readonly Scenario[]; readonly picture: Picture },
): Promise<void> {
  const rounds = share(0.25);
  const requests = isQuick ? quickRequestsPerRound : requestsPerRound;
  for (const { clients, scenarios } of perNumber) {
    if (!scenarios.some((one) => wanted.includes(one))) continue;
    await step(`clients/${clients}`, (warmUp(1) + rounds) * servers.length, (onStep) =>
      interleave({
        contestants: servers,
        scenarios,
        rounds,
        warmUp: warmUp(1),
        results,
        onStep,
        measure: (server) => load(server, { picture, requests, clients }),
      }),
    );
  }
}

interface Load {
  readonly picture: Picture;
  readonly requests: number;
  readonly clients: number;
}

/** Resolves to milliseconds of the answers, pictures a second, and milliseconds of `/health`. */
async function load(
  { contestant, server, client }: RunningServer,
  { picture, requests, clients }: Load,
): Promise<number[][]> {
  const request = contestant.rest(picture);
  const probe = new HttpClient(server.port);
  let isOver = false;
  const askForHealth = async (): Promise<number[]> => {
    const times: number[] = [];
    do {
      times.push(await probe.askHealth());
      await sleep(healthPauseMs);
    } while (!isOver);
    return times;
  };
  const sendAll = async (): Promise<{ latencies: number[]; seconds: number }> => {
    const started = performance.now();
    try {
      const latencies = await sendAtOnce(() => client.send(request), { requests, clients });
      return { latencies, seconds: (performance.now() - started) / 1_000 };
    } finally {
      isOver = true;
    }
  };
  try {
    const [{ latencies, seconds }, health] = await Promise.all([sendAll(), askForHealth()]);
    return [latencies, [requests / seconds], health];
  } finally {
    await probe.close();
  }
}
