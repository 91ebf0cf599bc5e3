import assert from 'node:assert/strict';
import type { LambdaEnvironment } from './environment.ts';

/**
 * Checks that an environment has asked for no socket but those to its Runtime API, which show that
 * sockets are counted.
 */
export async function assertOnlyRuntimeApi(environment: LambdaEnvironment): Promise<string> {
  const { made, reached } = await environment.sockets();
  assert.deepEqual(new Set(reached), new Set([environment.api.address]));
  assert.equal(made.length, reached.length, made.join('\n'));
  return `${made.length} sockets, all to the Runtime API`;
}
