import assert from 'node:assert/strict';
import { gatewayEvent, scheduledEvent } from '../../support/foreign-events.ts';
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
import { getAnswer, getRefusal, getResult } from '../x64/responses.ts';
import { responseLimit } from '../x64/runtime-api.ts';

/** Invalid events, and the codes of their refusals. */
const malformed: readonly [what: string, event: unknown, code: string][] = [
  ['null', null, 'INVALID_REQUEST'],
  ['a number', 7, 'INVALID_REQUEST'],
  ['a list', [], 'INVALID_REQUEST'],
  ['a scheduled event', scheduledEvent, 'INVALID_REQUEST'],
  ['an API Gateway event, format 1.0', gatewayEvent, 'INVALID_REQUEST'],
  [
    'a body that is not a picture',
    createPostEvent({ bytes: Buffer.alloc(2000, 7) }),
    'UNSUPPORTED_FORMAT',
  ],
  ['half a picture', createPostEvent({ bytes: coffee.bytes.subarray(0, 40_000) }), 'CORRUPT_IMAGE'],
  ['no picture', createPostEvent({ bytes: Buffer.alloc(0) }), 'EMPTY_IMAGE'],
  ['invalid base64', createTypedEvent({ base64: '%%%%' }), 'INVALID_BASE64'],
  ['invalid JSON', createFunctionUrlEvent(createJsonPost('{"image":')), 'INVALID_REQUEST'],
  [
    'an event over 6 MB',
    createPostEvent({ bytes: Buffer.alloc(7_000_000, 0xff) }),
    'IMAGE_TOO_LARGE',
  ],
];

function createJsonPost(body: string): {
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

/** Checks that invalid events are refused, and that the environment answers a picture after each. */
export async function checkMalformed(
  { report }: StageContext,
  lambda: LambdaEnvironment,
): Promise<void> {
  for (const [what, event, code] of malformed) {
    await report.check(`${what} is refused with ${code}`, async () => {
      const refusal = await getRefusal(lambda, event);
      assert.equal(refusal.code, code);
      await getAnswer(lambda, createTypedPictureEvent(chelsea));
      return `status ${refusal.status}`;
    });
  }
  await report.check(
    'a body that is not base64, although the event claims it, is refused',
    async () => {
      const event = { ...createPostEvent(coffee), body: '%%%%' };
      const { code, status } = await getRefusal(lambda, event);
      assert.ok(status < 500);
      return code;
    },
  );
}

/** Checks responses near the size limit of Lambda. */
export async function checkResponses(
  { report }: StageContext,
  lambda: LambdaEnvironment,
): Promise<void> {
  const createLabelsEvent = (count: number): object =>
    createFunctionUrlEvent({
      path: `/trpc/${Array(count).fill('labels').join(',')}`,
      query: 'batch=1&input=%7B%7D',
    });
  await report.check('two lists of labels, the maximum per response, are sent', async () => {
    const { statusCode, body = '' } = await getResult(lambda, createLabelsEvent(2));
    assert.equal(statusCode, 200);
    assert.equal(JSON.parse(body).length, 2);
    return `${(Buffer.byteLength(JSON.stringify(body)) / 2 ** 20).toFixed(1)} MiB of ${responseLimit / 2 ** 20}`;
  });
  await report.check('sixteen lists of labels are refused', async () => {
    const { statusCode } = await getResult(lambda, createLabelsEvent(16));
    assert.equal(statusCode, 400);
  });
  await report.check(
    'after a response is refused with 413, the next event is answered',
    async () => {
      const refused = await lambda.invoke(createPostEvent(coffee), { maxBytes: 100 });
      assert.equal(refused.accepted, false);
      await getAnswer(lambda, createPostEvent(coffee));
    },
  );
}
