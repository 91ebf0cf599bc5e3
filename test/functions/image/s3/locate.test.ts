import { expect, test } from 'vitest';
import { locateObject } from '../../../../functions/image/s3/locate.ts';

const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' };

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
test.each([
  ['holidays', 'eu-central-1', 'https://holidays.s3.eu-central-1.amazonaws.com', '/beach.jpg'],
  ['holidays', 'us-east-1', 'https://holidays.s3.us-east-1.amazonaws.com', '/beach.jpg'],
  // The certificate is for one name before s3.
  ['my.holidays', 'us-west-2', 'https://s3.us-west-2.amazonaws.com', '/my.holidays/beach.jpg'],
  ['holidays', 'cn-north-1', 'https://holidays.s3.cn-north-1.amazonaws.com.cn', '/beach.jpg'],
  ['holidays', 'eusc-de-east-1', 'https://holidays.s3.eusc-de-east-1.amazonaws.eu', '/beach.jpg'],
  ['holidays', 'us-gov-west-1', 'https://holidays.s3.us-gov-west-1.amazonaws.com', '/beach.jpg'],
])('%s in %s is at %s', (name, region, ...[origin, path]) => {
  expect(locateObject({ name, region, credentials }, 'beach.jpg')).toEqual({ origin, path });
});

// The encoding of https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
test.each([
  ['2026/at the beach.jpg', '/2026/at%20the%20beach.jpg'],
  ['a+b&c=d?e#f%g.jpg', '/a%2Bb%26c%3Dd%3Fe%23f%25g.jpg'],
  ['../up/./here/..', '/../up/./here/..'],
  ['/', '//'],
  ['//twice//', '///twice//'],
  ['中文.jpg', '/%E4%B8%AD%E6%96%87.jpg'],
  ['😀', '/%F0%9F%98%80'],
  ["it's(1)*!.jpg", '/it%27s%281%29%2A%21.jpg'],
  ['-._~AZaz09', '/-._~AZaz09'],
  ['a\\b"<>|\n\0', '/a%5Cb%22%3C%3E%7C%0A%00'],
  ['%2e%2e/%2F', '/%252e%252e/%252F'],
])('the key %j has the path %s', (key, path) => {
  const bucket = { name: 'holidays', region: 'eu-central-1', credentials };
  expect(locateObject(bucket, key).path).toBe(path);
  expect(locateObject({ ...bucket, endpoint: 'http://127.0.0.1:9000' }, key)).toEqual({
    origin: 'http://127.0.0.1:9000',
    path: `/holidays${path}`,
  });
});
