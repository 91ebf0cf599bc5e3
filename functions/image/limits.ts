import type { ByteBudgetOptions } from '../shared/byte-budget.ts';
import { type PictureFormat, pictureFormats } from './formats/sniff.ts';

/** Limits of one request. The `model` procedure returns them, so that clients can read them. */
export interface Limits {
  /** Bytes of a picture that comes inside a request. */
  readonly pictureBytes: number;
  /** Bytes of a picture fetched from a URL or bucket. */
  readonly fetchedBytes: number;
  /** Bytes of a whole request body. */
  readonly requestBytes: number;
  /** Pixels before decoding, by how expensive the format is to decode. */
  readonly pixels: PixelLimits;
  /** Long side divided by short side. */
  readonly aspectRatio: number;
  /** Pictures in one `classifyBatch`. */
  readonly batchPictures: number;
  /** Classes in one answer. */
  readonly topK: number;
  /** Calls in one tRPC batch. */
  readonly trpcCalls: number;
  /** Milliseconds to connect. */
  readonly urlConnectMs: number;
  /** Milliseconds from start to last byte. */
  readonly urlTotalMs: number;
}

export interface PixelLimits {
  readonly baselineJpeg: number;
  /** 0 if the service does not decode HEIC. */
  readonly heic: number;
  /** AVIF with 8 bits per channel. */
  readonly avif8Bit: number;
  /** AVIF with 10 or 12 bits per channel. */
  readonly avif: number;
  readonly other: number;
}

/** Limits that are the same everywhere. */
export const commonLimits = {
  fetchedBytes: 20_000_000,
  pixels: {
    baselineJpeg: 64_000_000,
    heic: 25_000_000,
    avif8Bit: 12_500_000,
    avif: 10_000_000,
    other: 24_000_000,
  },
  aspectRatio: 100,
  batchPictures: 16,
  topK: 100,
  trpcCalls: 16,
  urlConnectMs: 3_000,
  urlTotalMs: 8_000,
} as const;

/**
 * Memory for the bodies of requests and for fetched pictures: at most 66 MB, so that all processes of a
 * server stay below 512 MB. Photographs of phones have 1 to 5 MB.
 */
export const memoryForPictures: ByteBudgetOptions = {
  tiers: [
    { maxBytes: 1_000_000, capacity: 12_000_000 },
    { maxBytes: 5_000_000, capacity: 20_000_000 },
    { maxBytes: 32_000_000, capacity: 34_000_000 },
  ],
  maxWaitMs: 2_000,
};

/** Limits of a local server. */
export const localLimits: Limits = {
  ...commonLimits,
  pictureBytes: 20_000_000,
  requestBytes: 32_000_000,
};

/**
 * Limits behind a Lambda function URL. An event may have 6 MB, and contains the body as base64:
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const functionUrlLimits: Limits = {
  ...commonLimits,
  pictureBytes: 4_500_000,
  requestBytes: 6_291_456,
};

/** Returns limits with which HEIC is refused if it is off. */
export function withHeic(limits: Limits, setting: 'on' | 'off'): Limits {
  return setting === 'on' ? limits : { ...limits, pixels: { ...limits.pixels, heic: 0 } };
}

/** Lists the formats that a service with these limits decodes. */
export function listFormats({ pixels }: Pick<Limits, 'pixels'>): PictureFormat[] {
  return pictureFormats.filter((format) => format !== 'heic' || pixels.heic > 0);
}
