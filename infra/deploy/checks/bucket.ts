import { explainAwsError } from '../aws/explain.ts';
import type { Session } from '../aws/session.ts';
import { type Finding, skipped, well, wrong } from './finding.ts';

const subject = 'bucket';

/**
 * Whether there is such a bucket, and in this region. S3 tells that to everybody, in the headers of
 * its answer to a request that is not signed: no permission is needed, and none is shown by it.
 */
export async function checkBucket(session: Session, bucket: string): Promise<Finding> {
  const { region, profile } = session;
  try {
    const { status, headers } = await fetch(`${endpoint(region)}/${bucket}`, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    });
    if (status === 404) {
      return wrong(subject, `there is no bucket ${bucket}`, 'Create it, or correct --bucket.');
    }
    const place = headers.get('x-amz-bucket-region');
    if (!place) return skipped(subject, `S3 does not tell where ${bucket} is (status ${status})`);
    return place === region
      ? well(subject, `${bucket} is in ${region}`)
      : wrong(
          subject,
          `${bucket} is in ${place}`,
          `Deploy there (--region ${place}), or take a bucket in ${region}.`,
        );
  } catch (error) {
    const cause = error instanceof Error && error.cause ? error.cause : error;
    const todo = explainAwsError(cause, { action: 's3:HeadBucket', profile, region });
    return wrong(subject, `${bucket} cannot be looked up`, todo);
  }
}

function endpoint(region: string): string {
  const elsewhere = process.env.AWS_ENDPOINT_URL_S3 || process.env.AWS_ENDPOINT_URL;
  return elsewhere?.replace(/\/$/, '') ?? `https://s3.${region}.amazonaws.com`;
}
