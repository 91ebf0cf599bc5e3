import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyHome } from '../support/empty-home.ts';
import { send } from './client.ts';
import { expectEspresso, expectWorking } from './expect.ts';
import { coffee, createCostlyCoffee } from './pictures.ts';
import { type Server, startServer } from './server.ts';

describe.runIf(process.platform === 'linux')('a server that was frozen', () => {
  let server: Server;
  let costly: Buffer;

  beforeAll(async () => {
    [server, costly] = await Promise.all([startServer({ home: emptyHome }), createCostlyCoffee()]);
  });
  afterAll(async () => {
    expect(await server.stop()).toBe(0);
  });

  /** Stops all processes for a while, as the system does with a container. */
  async function freeze(ms: number): Promise<void> {
    server.signalAll('SIGSTOP');
    await wait(ms);
    server.signalAll('SIGCONT');
  }

  test('for longer than a picture may take answers what was being decoded', async () => {
    // The process that decodes has started.
    expectEspresso(await send(server.url, { body: costly }));
    const bodies = [costly, coffee, coffee, costly];
    const answers = bodies.map((body) => send(server.url, { body }));
    await wait(150);
    await freeze(4_000);
    for (const answer of await Promise.all(answers)) expectEspresso(answer);
    await expectWorking(server.url);
  });

  test('without work answers what came meanwhile, and what comes next', async () => {
    const thawed = freeze(6_000);
    await wait(1_000);
    const meanwhile = [costly, coffee].map((body) => send(server.url, { body }));
    await thawed;
    for (const answer of await Promise.all(meanwhile)) expectEspresso(answer);
    await expectWorking(server.url);
    expectEspresso(await send(server.url, { body: costly }));
  });
});
