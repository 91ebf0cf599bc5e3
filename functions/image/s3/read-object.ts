import type { Dispatcher } from 'undici';
import { collectBytes } from '../../shared/collect-bytes.ts';
import { publicUrlPolicy } from '../url/policy.ts';
import { type RemoteReadOptions, withReadDeadline } from '../url/remote-read.ts';
import { withAgent } from '../url/with-agent.ts';
import type { Bucket } from './bucket.ts';
import { fromUrlError, notFound, refused, tooLarge, unreachable } from './failure.ts';
import { locateObject } from './locate.ts';
import { signGet } from './sign-get.ts';

export interface S3Object {
  readonly bucket: string;
  readonly key: string;
}

export interface ReadObjectOptions extends RemoteReadOptions {
  /** Undefined if no bucket may be read. */
  readonly bucket: Bucket | undefined;
}

/** Longer than any error document of S3; a longer body is not read. */
const maxErrorBytes = 65_536;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const maxKeyBytes = 1024;

/** Allows private addresses: callers cannot choose S3's host, and an endpoint in a VPC has one. */
const policy = { ...publicUrlPolicy, isAllowedAddress: () => true };

/**
 * Returns the bytes of an object, which may be empty and need not be a picture. Sends no request for
 * any bucket but the one that may be read.
 *
 * @throws ImageError with a code that starts with `S3_`
 */
export async function readObject(object: S3Object, options: ReadObjectOptions): Promise<Buffer> {
  const { bucket } = options;
  if (bucket === undefined) throw refused(object.bucket, 'disabled');
  if (object.bucket !== bucket.name) throw refused(object.bucket, 'bucket');
  if (!canBeKey(object.key)) throw refused(object.bucket, 'key');
  try {
    return await withReadDeadline(options, (signal) =>
      getObject(object, { ...options, bucket, signal }),
    );
  } catch (error) {
    throw fromUrlError(error);
  }
}

/** False for half a surrogate pair, which UTF-8 cannot encode, and for more bytes than S3 allows. */
function canBeKey(key: string): boolean {
  return !/\p{Surrogate}/u.test(key) && Buffer.byteLength(key) <= maxKeyBytes;
}

async function getObject(
  object: S3Object,
  options: ReadObjectOptions & { bucket: Bucket; signal: AbortSignal },
): Promise<Buffer> {
  const { bucket, limits, hold, signal } = options;
  const location = locateObject(bucket, object.key);
  return await withAgent({ policy, limits, signal }, async (agent) => {
    const headers = await signGet(location, bucket);
    const response = await agent.request({ ...location, method: 'GET', headers, signal });
    // Destroying the agent is an error for an unread body; unhandled, it would end the process.
    response.body.on('error', () => undefined);
    return await readBody(response, object, { limit: limits.fetchedBytes, hold });
  });
}

async function readBody(
  response: Dispatcher.ResponseData,
  object: S3Object,
  { limit, hold }: { limit: number; hold: ReadObjectOptions['hold'] },
): Promise<Buffer> {
  const { statusCode, headers, body } = response;
  const bytes = Number(headers['content-length'] ?? 0);
  if (statusCode !== 200) {
    const document = bytes <= maxErrorBytes ? await body.text() : '';
    throw toS3Error(statusCode, document, object);
  }
  if (bytes > limit) throw tooLarge({ bytes, limit });
  return await collectBytes(body, { expectedBytes: bytes, maxBytes: limit, hold });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList */
function toS3Error(status: number, document: string, object: S3Object): Error {
  const [, code = ''] = /<Code>(\w{1,64})<\/Code>/.exec(document) ?? [];
  const regionCodes = ['PermanentRedirect', 'TemporaryRedirect', 'AuthorizationHeaderMalformed'];
  if (regionCodes.includes(code)) return unreachable('region', status);
  if (status === 404) return notFound(object, 'missing');
  if (code === 'InvalidObjectState') return notFound(object, 'archived');
  if (code === 'AccessDenied' || code === 'AllAccessDisabled') return notFound(object, 'denied');
  return unreachable('status', status, { cause: new Error(`S3 returned ${status} ${code}`) });
}
