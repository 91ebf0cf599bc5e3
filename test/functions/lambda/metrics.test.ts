import { expect, test } from 'vitest';
import { embedMetrics } from '../../../functions/lambda/metrics.ts';

const target = { namespace: 'Glimpse', functionName: 'glimpse-prod' };

test('without metrics there is nothing to embed', () => {
  expect(embedMetrics({}, target)).toEqual([{}]);
});

// "at most 100 elements": the specification of the embedded metric format, "Target members".
test('values beyond a hundred go on further lines', () => {
  const values = Array.from({ length: 256 }, (_, at) => at);
  const lines = embedMetrics({ PictureMs: values, FailedPictures: 2 }, target);
  expect(lines).toMatchObject([
    { FailedPictures: 2, PictureMs: values.slice(0, 100) },
    { PictureMs: values.slice(100, 200) },
    { PictureMs: values.slice(200) },
  ]);
  expect(lines[1]).not.toHaveProperty('FailedPictures');
  const pictures = [{ Name: 'PictureMs', Unit: 'Milliseconds' }];
  expect(lines[2]).toMatchObject({
    FunctionName: 'glimpse-prod',
    _aws: { CloudWatchMetrics: [{ Metrics: pictures }] },
  });
});

test('a line has a timestamp in milliseconds since 1970', () => {
  const before = Date.now();
  const [line] = embedMetrics({ FailedStarts: 1 }, target) as { _aws: { Timestamp: number } }[];
  expect(line?._aws.Timestamp).toBeGreaterThanOrEqual(before);
  expect(line?._aws.Timestamp).toBeLessThanOrEqual(Date.now());
});
