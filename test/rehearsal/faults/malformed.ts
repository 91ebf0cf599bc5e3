import assert from 'node:assert/strict';
import { gatewayEvent, scheduledEvent } from '../../support/foreign-events.ts';
import { functionUrlEvent } from '../../support/function-url-event.ts';
import { called, chelsea, coffee, posted, typedCall } from '../pictures.ts';
import type { Stand } from '../stage.ts';
import { answerTo, refusalOf, resultOf } from '../x64/asked.ts';
import type { LambdaEnvironment } from '../x64/environment.ts';
import { responseLimit } from '../x64/runtime-api.ts';

/** Events that ask for nothing that there is, and the codes that they are refused with. */
const malformed: readonly [what: string, event: unknown, code: string][] = [
  ['null', null, 'INVALID_REQUEST'],
  ['a number', 7, 'INVALID_REQUEST'],
  ['a list', [], 'INVALID_REQUEST'],
  ['a scheduled event', scheduledEvent, 'INVALID_REQUEST'],
  ['an event of the gateway, format 1.0', gatewayEvent, 'INVALID_REQUEST'],
  ['a body that is no picture', posted({ bytes: Buffer.alloc(2000, 7) }), 'UNSUPPORTED_FORMAT'],
  ['half a picture', posted({ bytes: coffee.bytes.subarray(0, 40_000) }), 'CORRUPT_IMAGE'],
  ['no picture', posted({ bytes: Buffer.alloc(0) }), 'EMPTY_IMAGE'],
  ['wrong base64', typedCall({ base64: '%%%%' }), 'INVALID_BASE64'],
  ['JSON that is none', functionUrlEvent(jsonPost('{"image":')), 'INVALID_REQUEST'],
  ['an event over 6 MB', posted({ bytes: Buffer.alloc(7_000_000, 0xff) }), 'IMAGE_TOO_LARGE'],
];

function jsonPost(body: string): {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
} {
  return {
    method: 'POST',
    path: '/classify',
    headers: { 'content-type': 'application/json' },
    body,
  };
}

/** What is refused, and that the environment goes on after each. */
export async function checkMalformed({ proof }: Stand, lambda: LambdaEnvironment): Promise<void> {
  for (const [what, event, code] of malformed) {
    await proof.that(`${what} is refused with ${code}`, async () => {
      const refusal = await refusalOf(lambda, event);
      assert.equal(refusal.code, code);
      await answerTo(lambda, called(chelsea));
      return `status ${refusal.status}`;
    });
  }
  await proof.that('a body that is not base64, though the event says so, is refused', async () => {
    const event = { ...posted(coffee), body: '%%%%' };
    const { code, status } = await refusalOf(lambda, event);
    assert.ok(status < 500);
    return code;
  });
}

/** Responses around what Lambda takes. */
export async function checkResponses({ proof }: Stand, lambda: LambdaEnvironment): Promise<void> {
  const listsOf = (count: number): object =>
    functionUrlEvent({
      path: `/trpc/${Array(count).fill('labels').join(',')}`,
      query: 'batch=1&input=%7B%7D',
    });
  await proof.that('two lists of labels, the most in one response, are sent', async () => {
    const { statusCode, body = '' } = await resultOf(lambda, listsOf(2));
    assert.equal(statusCode, 200);
    assert.equal(JSON.parse(body).length, 2);
    return `${(Buffer.byteLength(JSON.stringify(body)) / 2 ** 20).toFixed(1)} MiB of ${responseLimit / 2 ** 20}`;
  });
  await proof.that('sixteen lists of labels are refused', async () => {
    const { statusCode } = await resultOf(lambda, listsOf(16));
    assert.equal(statusCode, 400);
  });
  await proof.that('after a response that is refused with 413 the next is answered', async () => {
    const refused = await lambda.invoke(posted(coffee), { mostBytes: 100 });
    assert.equal(refused.taken, false);
    await answerTo(lambda, posted(coffee));
  });
}
