import { HttpClient } from '../measure/http-client.ts';
import { sendAtOnce } from '../measure/send-at-once.ts';
import { startServer } from '../measure/server.ts';
import { createPictures, formatRecipes, type Picture } from '../pictures/pictures.ts';
import { interleave } from '../rounds/interleave.ts';
import type { Bench, Group } from './group.ts';
import type { Scenario } from './scenario.ts';

const perNumber = [1, 8].map((clients) => ({
  clients,
  scenario: { name: `memory/${clients}`, unit: 'MB' } as const satisfies Scenario,
}));

/** Of each of the two pictures. */
const requests = 40;
const quickRequests = 4;

/** The peak of all processes of a fresh server that has answered small and large photographs. */
export const memory: Group = {
  title: 'Peak memory of a server, by the number of clients',
  scenarios: perNumber.map(({ scenario }) => scenario),
  usesContestants: true,
  onlyLinux: true,
  measure: async (bench, wanted) => {
    const pictures = await createPictures(formatRecipes, bench.isQuick);
    const [small, large] = pictures as [Picture, Picture];
    for (const { clients, scenario } of perNumber) {
      if (wanted.includes(scenario)) await measure(bench, { clients, scenario, small, large });
    }
  },
};

interface Memory {
  readonly clients: number;
  readonly scenario: Scenario;
  readonly small: Picture;
  readonly large: Picture;
}

async function measure(
  { contestants, results, rounds: share, step, isQuick }: Bench,
  { clients, scenario, small, large }: Memory,
): Promise<void> {
  const rounds = share(0.1);
  await step(scenario.name, rounds * contestants.length, (onStep) =>
    interleave({
      contestants,
      scenarios: [scenario],
      rounds,
      results,
      onStep,
      measure: async (contestant) => {
        const server = await startServer(contestant, contestant.rest(small));
        const client = new HttpClient(server.port, clients);
        try {
          for (const picture of [small, large]) {
            const request = contestant.rest(picture);
            await sendAtOnce(() => client.send(request), {
              requests: isQuick ? quickRequests : requests,
              clients,
            });
          }
          return [[server.peakMegabytes()]];
        } finally {
          await client.close();
          await server.stop();
        }
      },
    }),
  );
}
