import { expect, test } from 'vitest';
import { signGet } from '../../../../functions/image/s3/sign-get.ts';
import { computeSignature } from '../../../support/signature-v4.ts';

// The worked example of https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

test('the tests’ own implementation gives the signature of AWS’s example', () => {
  const headers = {
    host: 'examplebucket.s3.amazonaws.com',
    range: 'bytes=0-9',
    'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'x-amz-date': '20130524T000000Z',
  };
  const signedHeaders = 'host;range;x-amz-content-sha256;x-amz-date';
  expect(
    computeSignature(
      { method: 'GET', target: '/test.txt', headers },
      { secret, region: 'us-east-1', signedHeaders },
    ),
  ).toBe('f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41');
});

test.each([
  '/test.txt',
  '/a%20b/%2B%26%3D%3F%23.jpg',
  '/../%252e/./a//b',
  '//',
  '/%E4%B8%AD%E6%96%87.jpg',
  '/%27%28%29%2A%21.jpg',
])('the path %s is signed unchanged', async (path) => {
  const location = { origin: 'https://examplebucket.s3.us-east-1.amazonaws.com', path };
  const bucket = {
    name: 'examplebucket',
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: secret },
  };
  const headers = await signGet(location, bucket, '20130524T000000Z');
  const signedHeaders = 'host;x-amz-content-sha256;x-amz-date';
  const signature = computeSignature(
    {
      method: 'GET',
      target: path,
      headers: { ...headers, host: 'examplebucket.s3.us-east-1.amazonaws.com' },
    },
    { secret, region: 'us-east-1', signedHeaders },
  );
  expect(headers).toEqual({
    authorization: `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=${signedHeaders}, Signature=${signature}`,
    'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
    'x-amz-date': '20130524T000000Z',
  });
});
