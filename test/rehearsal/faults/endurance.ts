import assert from 'node:assert/strict';
import { functionUrlEvent } from '../../support/function-url-event.ts';
import { called, chelsea, coffee, posted, typedCall } from '../pictures.ts';
import type { Stand } from '../stage.ts';
import type { LambdaEnvironment } from '../x64/environment.ts';
import { withEnvironment } from '../x64/start.ts';
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

/** Events between two looks at the process. */
const step = 50;

/** What the process holds on to, in the first and in the second half of many events. */
export async function checkEndurance(stand: Stand): Promise<void> {
  const { NODE_OPTIONS = '' } = (await stand.subject.deployed()).function.Environment.Variables;
  // Left alone, Node's heap and malloc's arenas grow by 40 MB within a thousand events, and stay
  // there: kept small, they neither hide nor feign a leak.
  const variables = {
    NODE_OPTIONS: `${NODE_OPTIONS} --max-old-space-size=64`,
    MALLOC_ARENA_MAX: '2',
  };
  await stand.proof.that(`${count} events leave memory, files, threads and /tmp flat`, () =>
    withEnvironment(stand, { variables }, compareHalves),
  );
}

async function compareHalves(lambda: LambdaEnvironment): Promise<string> {
  await ask(lambda, warmUp);
  const first = await leastVitals(lambda);
  const second = await leastVitals(lambda);
  const text = `${describe(first)} in the first half, ${describe(second)} in the second`;
  assert.ok(second.memoryMb <= first.memoryMb + memoryRoom, text);
  for (const kind of ['files', 'threads', 'temporary'] as const) {
    assert.ok(second[kind] <= first[kind], text);
  }
  return text;
}

/** The least of several looks: what is left when the garbage collector has just been. */
async function leastVitals(lambda: LambdaEnvironment): Promise<Vitals> {
  const looks: Vitals[] = [];
  for (let asked = 0; asked < count / 2; asked += step) {
    await ask(lambda, step);
    looks.push(await lambda.vitals());
  }
  const least = (kind: keyof Vitals): number => Math.min(...looks.map((look) => look[kind]));
  return {
    memoryMb: least('memoryMb'),
    files: least('files'),
    threads: least('threads'),
    temporary: least('temporary'),
  };
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
