import assert from 'node:assert/strict';
import { functionUrlEvent } from '../../support/function-url-event.ts';
import { called, chelsea, coffee, posted, typedCall } from '../pictures.ts';
import type { Stand } from '../stage.ts';
import type { LambdaEnvironment } from '../x64/environment.ts';
import type { Vitals } from '../x64/vitals.ts';

/** Good ones and bad ones. */
const events = [
  posted(coffee),
  called(chelsea),
  posted(coffee, 'explain=true&topK=100'),
  posted({ bytes: coffee.bytes.subarray(0, 30_000) }),
  posted({ bytes: Buffer.alloc(1_000_000, 7) }),
  typedCall({ base64: '%%%%' }),
  typedCall({ url: 'http://127.0.0.1/photo.jpg' }),
  functionUrlEvent({ path: '/' }),
  functionUrlEvent({ path: '/trpc/labels' }),
  null,
];

/** Until the garbage collector and the allocator have found their sizes. */
const warmUp = 300;
const count = 500;
/** What the garbage collector may have left for later, in MB; a leak of a picture an event would be 40. */
const memoryRoom = 16;

/** What the process holds on to, before and after many events. */
export async function checkEndurance({ proof }: Stand, lambda: LambdaEnvironment): Promise<void> {
  await proof.that(`${count} events leave memory, files, threads and /tmp flat`, async () => {
    await ask(lambda, warmUp);
    const before = await lambda.vitals();
    await ask(lambda, count);
    const after = await lambda.vitals();
    const text = `${describe(before)} before, ${describe(after)} after`;
    assert.ok(after.memoryMb <= before.memoryMb + memoryRoom, text);
    assert.deepEqual(
      [after.files, after.threads, after.temporary],
      [before.files, before.threads, before.temporary],
      text,
    );
    return text;
  });
}

async function ask(lambda: LambdaEnvironment, times: number): Promise<void> {
  for (let index = 0; index < times; index += 1) {
    const { kind, body } = await lambda.invoke(events[index % events.length]);
    assert.equal(kind, 'response', body);
  }
}

function describe({ memoryMb, files, threads, temporary }: Vitals): string {
  return `${memoryMb.toFixed(0)} MB, ${files} files, ${threads} threads, ${temporary} in /tmp`;
}
