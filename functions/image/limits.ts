/** What one request may ask for. Told by the `model` procedure, so that clients obey the server. */
export interface Limits {
  /** Bytes of a picture that comes inside a request. */
  readonly pictureBytes: number;
  /** Bytes of a picture fetched from a URL or bucket. */
  readonly fetchedBytes: number;
  /** Bytes of a whole request body. */
  readonly requestBytes: number;
  /** Pixels before decoding, by what it costs to decode them. */
  readonly pixels: { readonly baselineJpeg: number; readonly avif: number; readonly other: number };
  /** Long side divided by short side. */
  readonly aspectRatio: number;
  /** Pictures in one `classifyBatch`. */
  readonly batchPictures: number;
  /** Classes in one answer. */
  readonly topK: number;
  /** Calls in one tRPC batch. */
  readonly trpcCalls: number;
  /** Milliseconds to a connection, and for a URL from start to last byte. */
  readonly urlConnectMs: number;
  readonly urlTotalMs: number;
}

/** The same wherever the service runs. */
export const commonLimits = {
  fetchedBytes: 20_000_000,
  pixels: { baselineJpeg: 64_000_000, avif: 10_000_000, other: 24_000_000 },
  aspectRatio: 100,
  batchPictures: 16,
  topK: 100,
  trpcCalls: 16,
  urlConnectMs: 3_000,
  urlTotalMs: 8_000,
} as const;

/** On a machine of one's own. */
export const localLimits: Limits = {
  ...commonLimits,
  pictureBytes: 20_000_000,
  requestBytes: 32_000_000,
};

/**
 * Behind a Lambda function URL, which takes 6 MB of event; a body arrives in it as base64:
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const functionUrlLimits: Limits = {
  ...commonLimits,
  pictureBytes: 4_500_000,
  requestBytes: 6_291_456,
};
