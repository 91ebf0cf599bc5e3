import { AwsV4Signer } from 'aws4fetch';
import type { Bucket } from './bucket.ts';
import type { Location } from './locate.ts';

/** The headers of a signed GET for an object, `host` aside. */
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
  // Made by `URL`, it would lack dot segments, and aws4fetch takes a plus sign for a space; S3 signs
  // what the request line says.
  signer.encodedPath = path;
  const { headers } = await signer.sign();
  return Object.fromEntries(headers);
}
