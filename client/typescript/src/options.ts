import type { GlimpseError } from './answers/glimpse-error.ts';
import type { Language, ServiceAnswer } from './contract.ts';
import type { Shrinking } from './pictures/shrink.ts';
import type { CredentialProvider, Credentials } from './transport/sign.ts';

export interface GlimpseOptions {
  /** Where the service is: `http://localhost:3000`, or a function URL. */
  readonly url: string | URL;
  /**
   * Signs every request (Signature Version 4), for function URLs with `AWS_IAM`. A function is
   * called for each request, so that it can renew credentials that expire.
   */
  readonly credentials?: Credentials | CredentialProvider | undefined;
  /** AWS region of the function; default: the one in the function URL. */
  readonly region?: string | undefined;
  /** Default: the platform's. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Time limit of one attempt in milliseconds; default 30,000. */
  readonly timeoutMs?: number | undefined;
  /** Attempts after the first, if the service is busy or cannot be reached; default 3. */
  readonly retries?: number | undefined;
}

/** A picture in memory, at a public URL, or in the bucket that the service may read. */
export type PictureSource =
  | Blob
  | ArrayBuffer
  | Uint8Array
  | URL
  | { readonly s3: { readonly bucket: string; readonly key: string } };

/** Options of one call. */
export interface RequestOptions {
  /** Ends the call with the code `ABORTED`, also during a pause between attempts. */
  readonly signal?: AbortSignal | undefined;
  /** Time limit of one attempt in milliseconds; default: the client's. */
  readonly timeoutMs?: number | undefined;
}

export interface CallOptions extends RequestOptions {
  /** Maximum number of classes, 1 to 100; default 5. */
  readonly topK?: number | undefined;
  /** Minimum score of a prediction, 0 to 1; default 0. */
  readonly minScore?: number | undefined;
  /** Add the class activation map of the best class. */
  readonly explain?: boolean | undefined;
}

export interface ManyOptions extends CallOptions {
  /** Maximum number of pictures in flight, 1 to 100; default 4. */
  readonly parallel?: number | undefined;
  /** Called with each result as soon as it is there; `index` counts the pictures from 0. */
  readonly onResult?: ((result: ManyResult, index: number) => void) | undefined;
}

export interface LabelsOptions extends RequestOptions {
  /** Language of the class names; `model` lists the available ones. Default: English. */
  readonly lang?: Language | undefined;
}

/** The service's answer for a picture. */
export interface Answer extends ServiceAnswer {
  /** Present if the picture was too large and a smaller one was sent instead. */
  readonly shrunk?: Shrinking;
}

/** The result for one of many pictures. */
export type ManyResult = ({ ok: true } & Answer) | { ok: false; error: GlimpseError };
