import { createPictures, formatRecipes, type Picture } from '../pictures/pictures.ts';
import { clientScenarios, maxClients, measureClients } from './clients.ts';
import type { Group } from './group.ts';
import { measureRequests, requestScenarios } from './requests.ts';
import { withServers } from './with-running.ts';

/** Everything by HTTP, from servers that are started once. */
export const served: Group = {
  title: 'By HTTP: bytes (rest), base64 in JSON (trpc), several clients at once',
  scenarios: [...requestScenarios, ...clientScenarios],
  usesContestants: true,
  onlyLinux: false,
  measure: async (bench, wanted) => {
    const pictures = await createPictures(formatRecipes, bench.isQuick);
    const [first] = pictures as [Picture];
    const options = { scenarios: wanted, first, connections: maxClients };
    await withServers(bench, options, async (servers) => {
      for (const scenario of wanted) {
        if (clientScenarios.includes(scenario)) continue;
        await measureRequests(bench, servers, { scenario, pictures });
      }
      await measureClients(bench, servers, { wanted, picture: first });
    });
  },
};
