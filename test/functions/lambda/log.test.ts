import { describe, expect, test } from 'vitest';
import { modelFolder, readPictureFixture } from '../../support/fixtures.ts';
import { startLambda } from '../../support/lambda.ts';

const coffee = readPictureFixture('coffee');
const good = { base64: coffee.toString('base64') };
const json = { 'content-type': 'application/json' };
const metrics = { GLIMPSE_METRICS: 'Glimpse', AWS_LAMBDA_FUNCTION_NAME: 'glimpse-test' };
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
const embedded = (...Metrics: { Name: string; Unit: string }[]) => ({
  Timestamp: expect.any(Number),
  CloudWatchMetrics: [{ Namespace: 'Glimpse', Dimensions: [['FunctionName']], Metrics }],
});
const pictureMs = { Name: 'PictureMs', Unit: 'Milliseconds' };
const failedPictures = { Name: 'FailedPictures', Unit: 'Count' };

describe('the log has', () => {
  test('one line for the start, with its duration', async () => {
    const lambda = await startLambda(modelFolder, metrics);
    const [start, ...rest] = lambda.lines();
    expect(rest).toEqual([]);
    expect(start).toEqual({
      level: 'info',
      timestamp: expect.stringMatching(rfc3339),
      model: 'efficientnet-lite0',
      precision: 'int8',
      kernels: expect.stringMatching(/^(default|exact)$/),
      ms: expect.any(Number),
      FunctionName: 'glimpse-test',
      StartMs: start?.ms,
      _aws: embedded({ Name: 'StartMs', Unit: 'Milliseconds' }),
      msg: 'the model has started',
    });
  });

  test('one line for an answered picture', async () => {
    const lambda = await startLambda(modelFolder, metrics);
    const result = await lambda.send({
      method: 'POST',
      path: '/classify',
      query: 'topK=3',
      body: coffee,
    });
    const { timing } = JSON.parse(result.body ?? '');
    expect(lambda.requests()).toEqual([
      {
        level: 'info',
        timestamp: expect.stringMatching(rfc3339),
        requestId: 'request',
        method: 'POST',
        path: '/classify',
        status: 200,
        ms: expect.any(Number),
        code: null,
        timing,
        coldStart: true,
        FunctionName: 'glimpse-test',
        PictureMs: timing.totalMs,
        _aws: embedded(pictureMs),
        msg: 'request',
      },
    ]);
  });

  test('one line for a refused picture, through each route', async () => {
    const lambda = await startLambda(modelFolder, metrics);
    const rest = { method: 'POST', path: '/classify', body: Buffer.from('%PDF-1.7') };
    await lambda.send(rest);
    await lambda.send({ ...rest, body: Buffer.alloc(6_291_457) });
    const body = JSON.stringify({ image: { base64: '' } });
    await lambda.send({ method: 'POST', path: '/trpc/classify', headers: json, body });
    const line = {
      level: 'info',
      coldStart: false,
      timing: null,
      FailedPictures: 1,
      _aws: embedded(failedPictures),
    };
    expect(lambda.requests()).toMatchObject([
      { ...line, path: '/classify', status: 415, code: 'UNSUPPORTED_FORMAT' },
      { ...line, path: '/classify', status: 413, code: 'IMAGE_TOO_LARGE' },
      { ...line, path: '/trpc/classify', status: 400, code: 'EMPTY_IMAGE' },
    ]);
  });

  test('one line for many pictures, with each of them counted', async () => {
    const lambda = await startLambda(modelFolder, metrics);
    const images = [good, { base64: '' }, good, { base64: 'a' }, { base64: '' }];
    const result = await lambda.send({
      method: 'POST',
      path: '/trpc/classifyBatch',
      headers: json,
      body: JSON.stringify({ images }),
    });
    const [one, , two] = JSON.parse(result.body ?? '').result.data;
    const [line, ...others] = lambda.requests();
    expect(others).toEqual([]);
    expect(line).toMatchObject({
      status: 200,
      code: 'EMPTY_IMAGE',
      pictures: 5,
      refused: { EMPTY_IMAGE: 2, INVALID_BASE64: 1 },
      coldStart: true,
      PictureMs: [one.timing.totalMs, two.timing.totalMs],
      FailedPictures: 3,
      _aws: embedded(failedPictures, pictureMs),
      timing: {
        fetchMs: null,
        decodeMs: expect.closeTo(one.timing.decodeMs + two.timing.decodeMs, 5),
        inferenceMs: expect.closeTo(one.timing.inferenceMs + two.timing.inferenceMs, 5),
        totalMs: expect.closeTo(one.timing.totalMs + two.timing.totalMs, 5),
      },
    });
  });

  test('one line without metrics for a request without a picture', async () => {
    const lambda = await startLambda(modelFolder, metrics);
    await lambda.send({ path: '/health', query: 'secret=1' });
    await lambda.send({ path: `/${'long'.repeat(1000)}` });
    await lambda.send({ method: 'POST', path: '/classify', query: 'topK=0', body: coffee });
    await lambda.invoke({ Records: [] });
    const [health, missing, invalid, foreign] = lambda.requests();
    expect(health).toEqual({
      level: 'info',
      timestamp: expect.stringMatching(rfc3339),
      requestId: 'request',
      method: 'GET',
      path: '/health',
      status: 200,
      ms: expect.any(Number),
      msg: 'request',
    });
    expect(missing).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(Buffer.byteLength(String(missing?.path))).toBeLessThanOrEqual(200);
    expect(invalid).toMatchObject({ status: 400, code: 'INVALID_REQUEST' });
    expect(foreign).toMatchObject({ status: 400, code: 'INVALID_REQUEST' });
    expect(lambda.requests().some((line) => '_aws' in line)).toBe(false);
  });

  test('no metrics without a namespace', async () => {
    const lambda = await startLambda(modelFolder);
    await lambda.send({ method: 'POST', path: '/classify', body: coffee });
    for (const line of lambda.lines()) {
      expect(line).not.toHaveProperty('_aws');
      expect(line).not.toHaveProperty('FunctionName');
    }
  });
});
