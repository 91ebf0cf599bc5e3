import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { sendAtOnce } from './send-at-once.ts';

test('sends all requests, and never more at once than there are clients', async () => {
  let [running, most, sent] = [0, 0, 0];
  const send = async (): Promise<number> => {
    running += 1;
    sent += 1;
    most = Math.max(most, running);
    await sleep(1);
    running -= 1;
    return sent;
  };
  expect(await sendAtOnce(send, { requests: 10, clients: 4 })).toHaveLength(10);
  expect([sent, most]).toEqual([10, 4]);
});
