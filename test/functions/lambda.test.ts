import { describe, expect, test } from 'vitest';
import { damagedModel } from '../support/damaged-model.ts';
import { espresso } from '../support/espresso.ts';
import { modelFolder, readPictureFixture } from '../support/fixtures.ts';
import { functionUrlEvent } from '../support/function-url-event.ts';
import { icon, startLambda } from '../support/lambda.ts';
import { securityHeaders } from '../support/security-headers.ts';

const coffee = readPictureFixture('coffee');
const json = { 'content-type': 'application/json' };

describe('a new environment', () => {
  test('answers a picture under the id that Lambda has for the request', async () => {
    const lambda = await startLambda(modelFolder);
    const result = await lambda.ask({ method: 'POST', path: '/classify', body: coffee });
    expect(result).toMatchObject({
      statusCode: 200,
      headers: {
        ...securityHeaders,
        'content-type': 'application/json',
        'x-request-id': 'request',
      },
      isBase64Encoded: false,
    });
    expect(JSON.parse(result.body ?? '')).toMatchObject({
      predictions: [espresso, {}, {}, {}, {}],
      coldStart: true,
      requestId: 'request',
    });
  });

  test('says coldStart once, and has another id for each request', async () => {
    const lambda = await startLambda(modelFolder);
    const image = { base64: coffee.toString('base64') };
    const rest = functionUrlEvent({ method: 'POST', path: '/classify', body: coffee });
    const trpc = functionUrlEvent({
      method: 'POST',
      path: '/trpc/classify',
      headers: json,
      body: JSON.stringify({ image }),
    });
    const first = await lambda.invoke(rest, 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef');
    const second = await lambda.invoke(trpc, '00000000-7b61-11e6-9a41-93e8deadbeef');
    expect(JSON.parse(first.body ?? '')).toMatchObject({
      coldStart: true,
      requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
    });
    expect(JSON.parse(second.body ?? '').result.data).toMatchObject({
      predictions: [espresso, {}, {}, {}, {}],
      coldStart: false,
      requestId: '00000000-7b61-11e6-9a41-93e8deadbeef',
    });
  });

  test('serves the page, text as text and other files as base64, and logs each request', async () => {
    const lambda = await startLambda(modelFolder);
    expect(await lambda.ask({ path: '/' })).toMatchObject({
      statusCode: 200,
      headers: { ...securityHeaders, 'content-type': 'text/html; charset=utf-8' },
      body: '<title>Glimpse</title>',
      isBase64Encoded: false,
    });
    const { body, isBase64Encoded } = await lambda.ask({ path: '/icon.png' });
    expect(isBase64Encoded).toBe(true);
    expect(Buffer.from(body ?? '', 'base64')).toEqual(icon);
    // Paths are logged without their queries.
    await lambda.ask({ path: '/health', query: 'secret=1' });
    expect(lambda.lines()).toMatchObject([
      { requestId: 'request', method: 'GET', path: '/', status: 200, msg: 'request' },
      { requestId: 'request', method: 'GET', path: '/icon.png', status: 200 },
      { requestId: 'request', method: 'GET', path: '/health', status: 200 },
    ]);
  });

  test('tells the limits of a function URL, and obeys them', async () => {
    const lambda = await startLambda(modelFolder);
    const { body } = await lambda.ask({ path: '/trpc/model' });
    expect(JSON.parse(body ?? '').result.data.limits).toMatchObject({
      pictureBytes: 4_500_000,
      fetchedBytes: 20_000_000,
      requestBytes: 6_291_456,
      batchPictures: 16,
      trpcCalls: 16,
    });
    const large = await lambda.ask({
      method: 'POST',
      path: '/classify',
      body: Buffer.alloc(4_500_001, 0xff),
    });
    expect(large.statusCode).toBe(413);
    expect(JSON.parse(large.body ?? '')).toMatchObject({
      code: 'IMAGE_TOO_LARGE',
      details: { bytes: 4_500_001, limit: 4_500_000 },
    });
    const enough = await lambda.ask({
      method: 'POST',
      path: '/classify',
      body: Buffer.concat([coffee], 4_500_000),
    });
    expect(JSON.parse(enough.body ?? '')).toMatchObject({ image: { bytes: 4_500_000 } });
  });
});

test('a model that does not start is logged, told to each request, and tried again by each', async () => {
  const { folder, repair } = await damagedModel();
  const lambda = await startLambda(folder);
  expect(lambda.lines()).toMatchObject([
    { msg: 'the model did not start', err: { code: 'MODEL_UNAVAILABLE' } },
  ]);
  expect(JSON.stringify(lambda.lines())).toContain('model.onnx has 1000 bytes');

  for (let request = 1; request <= 2; request += 1) {
    const result = await lambda.ask({ method: 'POST', path: '/classify', body: coffee });
    expect(result).toMatchObject({ statusCode: 503, headers: securityHeaders });
    expect(JSON.parse(result.body ?? '')).toMatchObject({ code: 'MODEL_UNAVAILABLE' });
    expect(result.body).not.toContain('onnx');
  }
  const failures = lambda.lines().filter(({ code }) => code === 'MODEL_UNAVAILABLE');
  expect(failures).toHaveLength(2);

  await repair();
  const result = await lambda.ask({ method: 'POST', path: '/classify', body: coffee });
  expect(JSON.parse(result.body ?? '')).toMatchObject({
    predictions: [espresso, {}, {}, {}, {}],
    coldStart: true,
  });
});
