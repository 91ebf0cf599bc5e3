/** Who signs. Secret: never logged, never told. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** The one bucket whose objects may be read, and as whom. */
export interface Bucket {
  readonly name: string;
  /** Where the bucket is, such as `eu-central-1`. */
  readonly region: string;
  readonly credentials: AwsCredentials;
  /**
   * An S3 in place of Amazon's, such as `http://127.0.0.1:9000`. For tests: it is read from no
   * request and no environment.
   */
  readonly endpoint?: string | undefined;
}
