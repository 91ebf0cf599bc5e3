import type { Dispatcher } from 'undici';
import { withDeadline } from '../../shared/deadline.ts';
import type { Limits } from '../limits.ts';
import { timedOut } from '../url/failure.ts';
import { publicUrlPolicy } from '../url/policy.ts';
import { withAgent } from '../url/with-agent.ts';
import type { Bucket } from './bucket.ts';
import { fromUrlError, notFound, refused, tooLarge, unreachable } from './failure.ts';
import { locate } from './locate.ts';
import { signGet } from './sign-get.ts';

export interface S3Object {
  readonly bucket: string;
  readonly key: string;
}

export interface ReadObjectOptions {
  /** None where no bucket may be read. */
  readonly bucket: Bucket | undefined;
  readonly limits: Pick<Limits, 'fetchedBytes' | 'urlConnectMs' | 'urlTotalMs'>;
  /** Ends the reading; its reason is thrown as it is. */
  readonly signal?: AbortSignal | undefined;
}

/** No error that S3 tells is longer; what is, is not read. */
const errorBytes = 65_536;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const keyBytes = 1024;

/** S3's host is ours and no stranger's; an endpoint in a VPC has a private address. */
const policy = { ...publicUrlPolicy, isAllowedAddress: () => true };

/**
 * The bytes of an object, a picture or not, possibly none. Of any bucket but the one that may be
 * read S3 is not even asked.
 *
 * @throws ImageError with a code that starts with `S3_`
 */
export async function readObject(object: S3Object, options: ReadObjectOptions): Promise<Buffer> {
  const { bucket, limits } = options;
  if (bucket === undefined) throw refused(object.bucket, 'disabled');
  if (object.bucket !== bucket.name) throw refused(object.bucket, 'bucket');
  if (!canBeKey(object.key)) throw refused(object.bucket, 'key');
  try {
    const ms = limits.urlTotalMs;
    const deadline = { ms, signal: options.signal, reason: () => timedOut(ms) };
    return await withDeadline(deadline, (signal) => get(object, { bucket, limits, signal }));
  } catch (error) {
    throw fromUrlError(error);
  }
}

/** False for half a surrogate pair, which UTF-8 has no bytes for, and for more bytes than S3 takes. */
function canBeKey(key: string): boolean {
  return !/\p{Surrogate}/u.test(key) && Buffer.byteLength(key) <= keyBytes;
}

async function get(
  object: S3Object,
  options: ReadObjectOptions & { bucket: Bucket; signal: AbortSignal },
): Promise<Buffer> {
  const { bucket, limits, signal } = options;
  const location = locate(bucket, object.key);
  return await withAgent({ policy, limits, signal }, async (agent) => {
    const headers = await signGet(location, bucket);
    const response = await agent.request({ ...location, method: 'GET', headers, signal });
    // The end of the agent is an error to a body that nobody reads, and would end the process.
    response.body.on('error', () => undefined);
    return await read(response, object, limits.fetchedBytes);
  });
}

async function read(
  response: Dispatcher.ResponseData,
  object: S3Object,
  limit: number,
): Promise<Buffer> {
  const { statusCode, headers, body } = response;
  const bytes = Number(headers['content-length'] ?? 0);
  if (statusCode !== 200) {
    const told = bytes <= errorBytes ? await body.text() : '';
    throw failureOf(statusCode, told, object);
  }
  if (bytes > limit) throw tooLarge({ bytes, limit });
  return Buffer.from(await body.arrayBuffer());
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList */
function failureOf(status: number, told: string, object: S3Object): Error {
  const [, code = ''] = /<Code>(\w{1,64})<\/Code>/.exec(told) ?? [];
  const elsewhere = ['PermanentRedirect', 'TemporaryRedirect', 'AuthorizationHeaderMalformed'];
  if (elsewhere.includes(code)) return unreachable('region', status);
  if (status === 404) return notFound(object, 'missing');
  if (code === 'InvalidObjectState') return notFound(object, 'archived');
  if (code === 'AccessDenied' || code === 'AllAccessDisabled') return notFound(object, 'denied');
  return unreachable('status', status, { cause: new Error(`S3 said ${status} ${code}`) });
}
