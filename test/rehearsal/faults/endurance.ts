import assert from 'node:assert/strict';
import { createFunctionUrlEvent } from '../../support/function-url-event.ts';
import {
  chelsea,
  coffee,
  createPostEvent,
  createTypedEvent,
  createTypedPictureEvent,
} from '../pictures.ts';
import type { StageContext } from '../stage.ts';
import type { LambdaEnvironment } from '../x64/environment.ts';
import { withEnvironment } from '../x64/start.ts';
import type { Vitals } from '../x64/vitals.ts';

/** Valid and invalid events. */
const events = [
  createPostEvent(coffee),
  createTypedPictureEvent(chelsea),
  createPostEvent(coffee, 'explain=true&topK=100'),
  createPostEvent({ bytes: coffee.bytes.subarray(0, 30_000) }),
  createPostEvent({ bytes: Buffer.alloc(1_000_000, 7) }),
  createTypedEvent({ base64: '%%%%' }),
  createTypedEvent({ url: 'http://127.0.0.1/photo.jpg' }),
  createFunctionUrlEvent({ path: '/' }),
  createFunctionUrlEvent({ path: '/trpc/labels' }),
  null,
];

/** Events before measuring, until garbage collector and allocator have reached their sizes. */
const warmUpCount = 300;
const count = 500;
/** Memory in MB that the garbage collector may not have freed yet; leaking one picture per event would take 40. */
const memoryTolerance = 16;

/** Number of events between two measurements. */
const step = 50;

/** Compares the resources of the process in the first and second half of many events. */
export async function checkEndurance(context: StageContext): Promise<void> {
  await context.report.check(`${count} events leave memory, files, threads and /tmp flat`, () =>
    withEnvironment(context, {}, compareHalves),
  );
}

async function compareHalves(lambda: LambdaEnvironment): Promise<string> {
  await sendEvents(lambda, warmUpCount);
  const first = await readMinVitals(lambda);
  const second = await readMinVitals(lambda);
  const text = `${describe(first)} in the first half, ${describe(second)} in the second`;
  assert.ok(second.memoryMb <= first.memoryMb + memoryTolerance, text);
  for (const kind of ['files', 'threads', 'temporary'] as const) {
    assert.ok(second[kind] <= first[kind], text);
  }
  return text;
}

/** Returns the minimum of several measurements, as right after a garbage collection. */
async function readMinVitals(lambda: LambdaEnvironment): Promise<Vitals> {
  const samples: Vitals[] = [];
  for (let sent = 0; sent < count / 2; sent += step) {
    await sendEvents(lambda, step);
    samples.push(await lambda.vitals());
  }
  const min = (kind: keyof Vitals): number => Math.min(...samples.map((sample) => sample[kind]));
  return {
    memoryMb: min('memoryMb'),
    files: min('files'),
    threads: min('threads'),
    temporary: min('temporary'),
  };
}

async function sendEvents(lambda: LambdaEnvironment, times: number): Promise<void> {
  for (let index = 0; index < times; index += 1) {
    const { kind, body } = await lambda.invoke(events[index % events.length]);
    assert.equal(kind, 'response', body);
  }
}

function describe({ memoryMb, files, threads, temporary }: Vitals): string {
  return `${memoryMb.toFixed(0)} MB, ${files} files, ${threads} threads, ${temporary} in /tmp`;
}
