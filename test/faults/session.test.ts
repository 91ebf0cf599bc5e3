import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createService } from '../../functions/api/service.ts';
import type { Session } from '../../functions/inference/session.ts';
import { createTestClassifier } from '../support/classifier.ts';
import { espresso } from '../support/espresso.ts';
import { startTestServer, type TestServer } from '../support/glimpse.ts';
import { send } from './client.ts';
import { expectCode, expectWorking } from './expect.ts';
import { coffee } from './pictures.ts';

describe('a session that throws', () => {
  let server: TestServer;
  let session: Session;
  const failure = new Error('Non-zero status code returned while running Conv node.');

  beforeAll(async () => {
    const classifier = createTestClassifier();
    ({ session } = await classifier.start());
    server = await startTestServer({ service: () => createService(classifier) });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    server.lines.length = 0;
  });
  afterAll(() => server.close());

  test('once costs one request, which is logged with the cause', async () => {
    vi.spyOn(session, 'run').mockRejectedValueOnce(failure);
    expectCode(await send(server.url, { body: coffee }), 500, 'INTERNAL');
    expect(server.lines).toMatchObject([
      { level: 'error', fields: { status: 500, code: 'INTERNAL', err: failure } },
    ]);
    await expectWorking(server.url);
  });

  test('in its own code, before it returns a promise, is answered in the same way', async () => {
    vi.spyOn(session, 'run').mockImplementationOnce(() => {
      throw failure;
    });
    expectCode(await send(server.url, { body: coffee }), 500, 'INTERNAL');
    await expectWorking(server.url);
  });

  test('in a batch costs one picture', async () => {
    vi.spyOn(session, 'run').mockRejectedValueOnce(failure);
    const image = { base64: coffee.toString('base64') };
    const answers = await server.trpc.classifyBatch.mutate({ images: [image, image], topK: 1 });
    const failed = { ok: false, error: { code: 'INTERNAL' } };
    expect(answers).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ok: true, predictions: [espresso] }),
        expect.objectContaining({ ok: false, error: expect.objectContaining(failed.error) }),
      ]),
    );
  });

  test('always gives every picture a code, takes no place for good, and works afterwards', async () => {
    vi.spyOn(session, 'run').mockRejectedValue(failure);
    // More than there are places and places in the queue.
    for (let round = 0; round < 4; round += 1) {
      const many = Array.from({ length: 40 }, () => send(server.url, { body: coffee }));
      for (const answer of await Promise.all(many)) expectCode(answer, 500, 'INTERNAL');
    }
    expect((await send(server.url, { path: '/health' })).status).toBe(200);
    vi.restoreAllMocks();
    await expectWorking(server.url);
  });
});
