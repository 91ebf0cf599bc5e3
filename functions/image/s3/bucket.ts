/** Credentials for signing. Secret: never log or return them. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** The one bucket that may be read, and the credentials for it. */
export interface Bucket {
  readonly name: string;
  /** Region of the bucket, such as `eu-central-1`. */
  readonly region: string;
  readonly credentials: AwsCredentials;
  /**
   * An S3 server other than Amazon's, such as `http://127.0.0.1:9000`. For tests: requests and
   * environment variables cannot set it.
   */
  readonly endpoint?: string | undefined;
}
