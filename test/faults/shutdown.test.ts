import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { emptyHome } from '../support/empty-home.ts';
import { type Outgoing, send } from './client.ts';
import { coffee, createCostlyCoffee } from './pictures.ts';
import { isRunning, startServer, waitFor } from './server.ts';

/** Requests in flight are finished, for this long at most: `functions/http/listen.ts`. */
const maxEndMs = 20_000;

describe.runIf(process.platform === 'linux')('a server that is ended under load', () => {
  /** Thirty requests of all kinds. */
  let requests: readonly Outgoing[];

  beforeAll(async () => {
    const costly = await createCostlyCoffee();
    const base64 = JSON.stringify({ image: { base64: coffee.toString('base64') } });
    const kinds: readonly Outgoing[] = [
      { body: coffee },
      { body: costly },
      { path: '/classify', headers: { 'content-type': 'application/json' }, body: base64 },
      { body: 'This is text.' },
      { path: '/health' },
      { body: coffee },
    ];
    requests = Array.from({ length: 5 }, () => kinds).flat();
  });

  test.each([
    { by: 'a signal to the process that was started', all: false },
    { by: 'a signal to each process, as service managers send', all: true },
  ])('by $by answers all, and leaves no process', async ({ all }) => {
    const server = await startServer({ home: emptyHome });
    onTestFinished(() => void server.child.kill('SIGKILL'));
    const statuses = requests.map(async (request) => (await send(server.url, request)).status);
    await waitFor('process that decodes', () => server.decoders().length > 0);
    await wait(100);
    const pids = server.pids();
    const start = performance.now();
    if (all) server.signalAll('SIGTERM');
    const code = all ? await server.ended : await server.stop();
    expect(performance.now() - start).toBeLessThan(maxEndMs);
    expect(await Promise.all(statuses)).toEqual(
      Array(5).fill([200, 200, 200, 415, 200, 200]).flat(),
    );
    expect(code).toBe(0);
    expect(pids.filter(isRunning)).toEqual([]);
  });
});
