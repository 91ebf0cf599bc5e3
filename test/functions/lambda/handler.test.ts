import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createDamagedModel } from '../../support/damaged-model.ts';
import { espresso } from '../../support/espresso.ts';
import { modelFolder, readPictureFixture } from '../../support/fixtures.ts';
import { createFunctionUrlEvent } from '../../support/function-url-event.ts';
import { icon, startLambda } from '../../support/lambda.ts';
import { securityHeaders } from '../../support/security-headers.ts';

const coffee = readPictureFixture('coffee');
const json = { 'content-type': 'application/json' };

describe('a new environment', () => {
  test('answers a picture under Lambda’s id of the request', async () => {
    const lambda = await startLambda(modelFolder);
    const result = await lambda.send({ method: 'POST', path: '/classify', body: coffee });
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

  test('reports coldStart once, and uses the id of each request', async () => {
    const lambda = await startLambda(modelFolder);
    const image = { base64: coffee.toString('base64') };
    const rest = createFunctionUrlEvent({ method: 'POST', path: '/classify', body: coffee });
    const trpc = createFunctionUrlEvent({
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
    expect(await lambda.send({ path: '/' })).toMatchObject({
      statusCode: 200,
      headers: { ...securityHeaders, 'content-type': 'text/html; charset=utf-8' },
      body: '<title>Glimpse</title>',
      isBase64Encoded: false,
    });
    const { body, isBase64Encoded } = await lambda.send({ path: '/icon.png' });
    expect(isBase64Encoded).toBe(true);
    expect(Buffer.from(body ?? '', 'base64')).toEqual(icon);
    // Paths are logged without their queries.
    await lambda.send({ path: '/health', query: 'secret=1' });
    expect(lambda.requests()).toMatchObject([
      { requestId: 'request', method: 'GET', path: '/', status: 200, msg: 'request' },
      { requestId: 'request', method: 'GET', path: '/icon.png', status: 200 },
      { requestId: 'request', method: 'GET', path: '/health', status: 200 },
    ]);
  });

  test('returns the limits of a function URL, and enforces them', async () => {
    const lambda = await startLambda(modelFolder);
    const { body } = await lambda.send({ path: '/trpc/model' });
    expect(JSON.parse(body ?? '').result.data.limits).toMatchObject({
      pictureBytes: 4_500_000,
      fetchedBytes: 20_000_000,
      requestBytes: 6_291_456,
      batchPictures: 16,
      trpcCalls: 16,
    });
    const large = await lambda.send({
      method: 'POST',
      path: '/classify',
      body: Buffer.alloc(4_500_001, 0xff),
    });
    expect(large.statusCode).toBe(413);
    expect(JSON.parse(large.body ?? '')).toMatchObject({
      code: 'IMAGE_TOO_LARGE',
      details: { bytes: 4_500_001, limit: 4_500_000 },
    });
    const enough = await lambda.send({
      method: 'POST',
      path: '/classify',
      body: Buffer.concat([coffee], 4_500_000),
    });
    expect(JSON.parse(enough.body ?? '')).toMatchObject({ image: { bytes: 4_500_000 } });
  });
});

test('a failed start is logged, returned to each request, and retried by each', async () => {
  const { folder, repair } = await createDamagedModel();
  const lambda = await startLambda(folder);
  const reason = expect.stringContaining('model.onnx has 1000 bytes');
  const failedStart = {
    level: 'error',
    msg: 'the model did not start',
    code: 'MODEL_UNAVAILABLE',
    err: { name: 'ModelError', message: reason },
  };
  expect(lambda.lines()).toMatchObject([failedStart]);

  for (let request = 1; request <= 2; request += 1) {
    const result = await lambda.send({ method: 'POST', path: '/classify', body: coffee });
    expect(result).toMatchObject({ statusCode: 503, headers: securityHeaders });
    expect(JSON.parse(result.body ?? '')).toMatchObject({ code: 'MODEL_UNAVAILABLE' });
    expect(result.body).not.toContain('onnx');
  }
  const failedRequest = {
    level: 'error',
    msg: 'request',
    status: 503,
    code: 'MODEL_UNAVAILABLE',
    err: { message: reason },
  };
  expect(lambda.lines().slice(1)).toMatchObject([
    failedStart,
    failedRequest,
    failedStart,
    failedRequest,
  ]);

  await repair();
  const result = await lambda.send({ method: 'POST', path: '/classify', body: coffee });
  expect(JSON.parse(result.body ?? '')).toMatchObject({
    predictions: [espresso, {}, {}, {}, {}],
    coldStart: true,
  });
  await lambda.send({ method: 'POST', path: '/classify', body: coffee });
  const starts = lambda.lines().filter(({ msg }) => msg === 'the model has started');
  expect(starts).toMatchObject([
    { level: 'info', model: 'efficientnet-lite0', kernels: expect.any(String) },
  ]);
});

describe('a broken deployment does not end INIT:', () => {
  test.each([
    ['GLIMPSE_URLS', 'https://pictures.example/'],
    ['GLIMPSE_BUCKET', 'holidays'],
    ['AWS_LAMBDA_FUNCTION_MEMORY_SIZE', 'much'],
  ])('%s is "%s"', async (name, value) => {
    const lambda = await startLambda(modelFolder, {
      AWS_ACCESS_KEY_ID: '',
      GLIMPSE_METRICS: 'Glimpse',
      [name]: value,
    });
    const start = {
      level: 'error',
      code: 'MODEL_UNAVAILABLE',
      err: { message: expect.stringMatching(`^environment variable (${name}|AWS_)`) },
      FailedStarts: 1,
    };
    expect(lambda.lines()).toMatchObject([start]);
    expect(await lambda.send({ path: '/' })).toMatchObject({ statusCode: 200 });
    expect(await lambda.send({ path: '/health' })).toMatchObject({ statusCode: 503 });
    const result = await lambda.send({ method: 'POST', path: '/classify', body: coffee });
    expect(JSON.parse(result.body ?? '')).toMatchObject({ code: 'MODEL_UNAVAILABLE' });
  });

  test('the page is missing', async () => {
    const lambda = await startLambda(modelFolder, { LAMBDA_TASK_ROOT: '/nowhere' });
    expect(lambda.lines()).toMatchObject([
      { level: 'error', msg: 'the page cannot be read', err: { code: 'ENOENT' } },
      { level: 'info', msg: 'the model has started' },
    ]);
    expect(await lambda.send({ path: '/' })).toMatchObject({ statusCode: 404 });
    const result = await lambda.send({ method: 'POST', path: '/classify', body: coffee });
    expect(JSON.parse(result.body ?? '')).toMatchObject({ predictions: { length: 5 } });
  });
});

test('a missing native library is a failed start and does not end INIT', async () => {
  const script = fileURLToPath(new URL('broken-layer.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script], {
    env: { ...process.env, GLIMPSE_MODEL_FOLDER: modelFolder, GLIMPSE_METRICS: 'Glimpse' },
  });
  const lines = stdout.trim().split('\n');
  const [page, start, , request, health, , missing] = lines.map((line) => JSON.parse(line));
  expect(page).toMatchObject({ msg: 'the page cannot be read' });
  expect(start).toMatchObject({
    level: 'error',
    code: 'MODEL_UNAVAILABLE',
    err: { message: 'Cannot find package onnxruntime-node' },
    FailedStarts: 1,
  });
  expect(request).toMatchObject({ msg: 'request', status: 503, code: 'MODEL_UNAVAILABLE' });
  expect(health.statusCode).toBe(503);
  expect(JSON.parse(health.body)).toMatchObject({ code: 'MODEL_UNAVAILABLE' });
  expect(missing.statusCode).toBe(404);
});

describe('the variables of a deployment apply:', () => {
  test('URLs are fetched from named hosts only', async () => {
    const lambda = await startLambda(modelFolder, { GLIMPSE_URLS: 'pictures.example' });
    const image = { url: 'https://elsewhere.example/coffee.jpg' };
    const body = JSON.stringify({ image });
    const result = await lambda.send({ method: 'POST', path: '/classify', headers: json, body });
    expect(JSON.parse(result.body ?? '')).toMatchObject({
      code: 'URL_REFUSED',
      details: { reason: 'host' },
    });
    const model = await lambda.send({ path: '/trpc/model' });
    expect(JSON.parse(model.body ?? '').result.data.inputs).toEqual({
      url: true,
      hosts: ['pictures.example'],
      s3: false,
    });
  });

  test('objects are read from the named bucket only, and the log never contains the secret', async () => {
    const lambda = await startLambda(modelFolder, {
      GLIMPSE_BUCKET: 'holidays',
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'the secret',
      AWS_SESSION_TOKEN: 'the token',
    });
    const image = { s3: { bucket: 'secrets', key: 'coffee.jpg' } };
    const body = JSON.stringify({ image });
    const result = await lambda.send({ method: 'POST', path: '/classify', headers: json, body });
    expect(JSON.parse(result.body ?? '')).toMatchObject({
      code: 'S3_REFUSED',
      details: { bucket: 'secrets', reason: 'bucket' },
    });
    const model = await lambda.send({ path: '/trpc/model' });
    expect(JSON.parse(model.body ?? '').result.data.inputs.s3).toBe(true);
    expect(JSON.stringify([lambda.lines(), result, model])).not.toMatch(/the (secret|token)/);
  });
});
