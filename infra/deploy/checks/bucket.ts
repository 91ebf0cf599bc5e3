import { type CheckResult, ok, problem, skipped } from '../../../client/terminal/check-result.ts';
import { explainAwsError } from '../aws/explain.ts';
import type { Session } from '../aws/session.ts';

const name = 'bucket';

/**
 * Checks that the bucket exists, and in this region. S3 returns the region to anyone, in the headers of
 * its response to an unsigned request. So the check needs no permission, and does not prove that there is one.
 */
export async function checkBucket(session: Session, bucket: string): Promise<CheckResult> {
  const { region, profile } = session;
  try {
    const { status, headers } = await fetch(`${getEndpoint(region)}/${bucket}`, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    });
    if (status === 404) {
      return problem(name, `there is no bucket ${bucket}`, 'Create it, or correct --bucket.');
    }
    const bucketRegion = headers.get('x-amz-bucket-region');
    if (!bucketRegion) {
      return skipped(name, `S3 did not return the region of ${bucket} (status ${status})`);
    }
    return bucketRegion === region
      ? ok(name, `${bucket} is in ${region}`)
      : problem(
          name,
          `${bucket} is in ${bucketRegion}`,
          `Deploy there (--region ${bucketRegion}), or choose a bucket in ${region}.`,
        );
  } catch (error) {
    const cause = error instanceof Error && error.cause ? error.cause : error;
    const advice = explainAwsError(cause, { action: 's3:HeadBucket', profile, region });
    return problem(name, `${bucket} cannot be checked`, advice);
  }
}

function getEndpoint(region: string): string {
  const override = process.env.AWS_ENDPOINT_URL_S3 || process.env.AWS_ENDPOINT_URL;
  return override?.replace(/\/$/, '') ?? `https://s3.${region}.amazonaws.com`;
}
