import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { emptyHome } from '../support/empty-home.ts';
import { readResident } from '../support/process-tree.ts';
import { type Answer, send } from './client.ts';
import { expectCode, expectEspresso, expectWorking } from './expect.ts';
import { createCostlyCoffee } from './pictures.ts';
import { type Server, sendSignal, startServer, waitFor } from './server.ts';

/** Megabytes that the process has only while it decodes: without a picture it has 70. */
const atWork = 110;

describe.runIf(process.platform === 'linux')('the process that decodes costly pictures', () => {
  let server: Server;
  let costly: Buffer;

  beforeAll(async () => {
    costly = await createCostlyCoffee();
  });
  beforeEach(async () => {
    server = await startServer({ home: emptyHome });
  });
  afterEach(async () => {
    expect(await server.stop()).toBe(0);
  });

  const sendCostly = (): Promise<Answer> => send(server.url, { body: costly });

  const findDecoder = (): Promise<number> =>
    waitFor('process that decodes', () => server.decoders()[0]);

  /** Kills the process when it has no work, and waits until the server knows. */
  async function endIdle(): Promise<void> {
    const pid = await findDecoder();
    sendSignal(pid, 'SIGKILL');
    await waitFor('end of the process', () => !server.pids().includes(pid));
  }

  /** Ends the process by a signal over a costly picture; others are answered meanwhile. */
  async function endAtWork(signal: NodeJS.Signals): Promise<Answer> {
    let isAnswered = false;
    const answer = sendCostly().finally(() => {
      isAnswered = true;
    });
    const pid = await findDecoder();
    await waitFor('picture in it', () => isAnswered || readResident([pid]) > atWork);
    // On a busy machine the picture may be decoded before anybody has looked.
    if (isAnswered) return await endAtWork(signal);
    sendSignal(pid, 'SIGSTOP');
    await expectWorking(server.url);
    sendSignal(pid, signal);
    sendSignal(pid, 'SIGCONT');
    return await answer;
  }

  test.each([
    ['SIGKILL', 'PICTURE_TOO_COSTLY'],
    ['SIGSEGV', 'CORRUPT_IMAGE'],
  ] as const)('ended by %s at work gives its caller %s, and the next works', async (...row) => {
    const [signal, code] = row;
    expectCode(await endAtWork(signal), 422, code);
    // The picture is not tried again: nothing decodes until another one comes.
    expect(server.decoders()).toEqual([]);
    await expectWorking(server.url);
    expectEspresso(await sendCostly());
  });

  test('killed without work is missed by nobody, not even at that moment', async () => {
    expectEspresso(await sendCostly());
    sendSignal(await findDecoder(), 'SIGKILL');
    expectEspresso(await sendCostly());
    await endIdle();
    expectEspresso(await sendCostly());
  });

  test.each(['SIGKILL', 'SIGSEGV'] as const)(
    'ended by %s while it starts is started again',
    async (signal) => {
      const answer = sendCostly();
      sendSignal(await findDecoder(), signal);
      expectEspresso(await answer);
    },
  );

  test('ending over five pictures in a minute is not tried with a sixth; others work', async () => {
    for (let i = 0; i < 5; i += 1) {
      expectCode(await endAtWork('SIGKILL'), 422, 'PICTURE_TOO_COSTLY');
    }
    const sixth = await sendCostly();
    expectCode(sixth, 503, 'BUSY');
    const { retryAfterMs } = sixth.body.details as { retryAfterMs: number };
    expect(retryAfterMs).toBeGreaterThan(30_000);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
    expect(server.decoders()).toEqual([]);
    await expectWorking(server.url);
  });
});
