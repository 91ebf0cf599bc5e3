import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { SocketCalls } from '../sockets.ts';
import type { LambdaEnvironment } from './environment.ts';

/**
 * Checks that an environment has asked for no socket but those to its Runtime API, which show that
 * sockets are counted.
 */
export async function assertOnlyRuntimeApi(environment: LambdaEnvironment): Promise<string> {
  const { made, reached } = await settledCalls(environment);
  assert.deepEqual(new Set(reached), new Set([environment.api.address]));
  assert.equal(made.length, reached.length, made.join('\n'));
  return `${made.length} sockets, all to the Runtime API`;
}

/** The client may be about to connect the socket that it has just made: it is given five seconds. */
async function settledCalls(environment: LambdaEnvironment): Promise<SocketCalls> {
  let calls = await environment.sockets();
  for (let tries = 0; calls.made.length !== calls.reached.length && tries < 50; tries += 1) {
    await wait(100);
    calls = await environment.sockets();
  }
  return calls;
}
