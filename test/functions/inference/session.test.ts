import { describe, expect, onTestFinished, test } from 'vitest';
import { createSession, type Session } from '../../../functions/inference/session.ts';
import { type Model, openModel } from '../../../models/store/open-model.ts';
import { modelFolder, readTorchPixels } from '../../support/fixtures.ts';

async function createTestSession(changes: Partial<Model> = {}): Promise<Session> {
  const model = { ...(await openModel(modelFolder)), ...changes };
  const session = await createSession(model, { threads: 1, exact: true });
  onTestFinished(() => session.close());
  return session;
}

describe('a session', () => {
  test('returns a logit for each class, and maps only on request', async () => {
    const session = await createTestSession();
    expect(session.explains).toBe(true);

    const plain = await session.run(readTorchPixels('coffee'));
    expect(plain.logits).toHaveLength(1_000);
    expect(plain.heat).toBeUndefined();

    const { logits, heat } = await session.run(readTorchPixels('coffee'), { heat: true });
    expect(logits).toEqual(plain.logits);
    expect(heat).toMatchObject({ width: 7, height: 7, data: { length: 5 * 7 * 7 } });
  });

  test('gives the same answer whatever ran before', async () => {
    const session = await createTestSession();
    const first = await session.run(readTorchPixels('coffee'));
    await session.run(readTorchPixels('rocket'), { heat: true });
    const again = await session.run(readTorchPixels('coffee'));
    expect(again.logits).toEqual(first.logits);
  });

  test('refuses pixels of another size and stays usable', async () => {
    const session = await createTestSession();
    await expect(session.run(new Uint8Array(5))).rejects.toThrow();
    expect((await session.run(readTorchPixels('coffee'))).logits).toHaveLength(1_000);
  });

  test.each([
    ['no bytes', new Uint8Array(0)],
    ['text', Buffer.from('<html>404</html>')],
    ['a picture', readTorchPixels('coffee')],
  ])('cannot be created from %s', async (_name, bytes) => {
    await expect(createTestSession({ bytes })).rejects.toMatchObject({
      name: 'ModelError',
      message: expect.stringMatching(/model\.onnx of model efficientnet-lite0; install/),
      cause: expect.any(Error),
    });
  });

  test('cannot be created from half a model', async () => {
    const { bytes } = await openModel(modelFolder);
    const half = bytes.subarray(0, bytes.length / 2);
    await expect(createTestSession({ bytes: half })).rejects.toMatchObject({ name: 'ModelError' });
  });
});
