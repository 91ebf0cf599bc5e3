import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { SocketCalls } from '../sockets.ts';
import type { LambdaEnvironment } from './environment.ts';

/**
 * Checks that an environment has opened no sockets except those to its Runtime API. Those show that the
 * counting works.
 */
export async function assertOnlyRuntimeApi(environment: LambdaEnvironment): Promise<string> {
  const { made, reached } = await readSettledCalls(environment);
  assert.deepEqual(new Set(reached), new Set([environment.api.address]));
  assert.equal(made.length, reached.length, made.join('\n'));
  return `${made.length} sockets, all to the Runtime API`;
}

/** Waits up to 5 s, because the client may not have connected its newest socket yet. */
async function readSettledCalls(environment: LambdaEnvironment): Promise<SocketCalls> {
  let calls = await environment.sockets();
  for (let tries = 0; calls.made.length !== calls.reached.length && tries < 50; tries += 1) {
    await wait(100);
    calls = await environment.sockets();
  }
  return calls;
}
