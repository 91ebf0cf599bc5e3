import { formatRecipes, getPicture, type Picture } from '../pictures/pictures.ts';
import { interleave } from '../rounds/interleave.ts';
import type { Run } from './group.ts';
import type { Scenario } from './scenario.ts';
import type { RunningServer } from './with-running.ts';

/** Shares of the rounds for pictures that take long; 1 for the others. */
export const shares: Readonly<Record<string, number>> = {
  '24mp-progressive': 0.25,
  avif: 0.5,
  heic: 0.25,
};

/** Rounds in which code is not compiled yet, and memory not allocated. */
export const warmUp = 5;

/** How a contestant is sent pictures, by the first part of the scenario's name. */
const doors = { rest: 'rest', trpc: 'json' } as const;

/** One client sends pictures of all formats: bytes to `POST /classify`, base64 to `POST /trpc/classify`. */
export const requestScenarios: readonly Scenario[] = Object.keys(doors).flatMap((prefix) =>
  formatRecipes.map(({ name }) => ({ name: `${prefix}/${name}`, unit: 'ms' }) as const),
);

/** Measures requests one after the other. */
export async function measureRequests(
  { results, rounds: share, warmUp: before, step }: Run,
  servers: readonly RunningServer[],
  { scenario, pictures }: { readonly scenario: Scenario; readonly pictures: readonly Picture[] },
): Promise<void> {
  const [prefix, name = ''] = scenario.name.split('/');
  const picture = getPicture(pictures, name);
  const door = doors[prefix as keyof typeof doors];
  const rounds = share(shares[name] ?? 1);
  const requests = servers.map((server) => ({
    ...server,
    request: server.contestant[door](picture),
  }));
  await step(scenario.name, (before(warmUp) + rounds) * servers.length, (onStep) =>
    interleave({
      contestants: requests,
      scenarios: [scenario],
      rounds,
      warmUp: before(warmUp),
      results,
      onStep,
      measure: async ({ client, request }) => [[await client.send(request)]],
    }),
  );
}
