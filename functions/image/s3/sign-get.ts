import { AwsV4Signer } from 'aws4fetch';
import type { Bucket } from './bucket.ts';
import type { Location } from './locate.ts';

/** Returns the headers of a signed GET for an object, except `host`. */
export async function signGet(
  { origin, path }: Location,
  { region, credentials }: Bucket,
  datetime?: string,
): Promise<Record<string, string>> {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const signer = new AwsV4Signer({
    method: 'GET',
    url: origin,
    service: 's3',
    region,
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    ...(datetime !== undefined && { datetime }),
  });
  // S3 signs the path of the request line. `URL` would remove dot segments, and aws4fetch reads a plus
  // sign as a space.
  signer.encodedPath = path;
  const { headers } = await signer.sign();
  return Object.fromEntries(headers);
}
