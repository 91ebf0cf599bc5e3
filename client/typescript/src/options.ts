import type { GlimpseError } from './answers/glimpse-error.ts';
import type { Language, ServiceAnswer } from './contract.ts';
import type { Shrinking } from './pictures/shrink.ts';
import type { CredentialProvider, Credentials } from './transport/sign.ts';

export interface GlimpseOptions {
  /** Where the service is: `http://localhost:3000`, or a function URL. */
  readonly url: string | URL;
  /**
   * Signs every request (Signature Version 4), for function URLs with `AWS_IAM`. A function is
   * called for each request, so that credentials which expire can be renewed.
   */
  readonly credentials?: Credentials | CredentialProvider | undefined;
  /** AWS region of the function; read from the function URL's host where left out. */
  readonly region?: string | undefined;
  /** In place of the platform's own. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Milliseconds for one attempt, default 30,000. */
  readonly timeoutMs?: number | undefined;
  /** Attempts after the first, where the service is busy or was not reached only; default 3. */
  readonly retries?: number | undefined;
}

/** Where a picture is: in memory, behind a public URL, or in the bucket that the service may read. */
export type PictureSource =
  | Blob
  | ArrayBuffer
  | Uint8Array
  | URL
  | { readonly s3: { readonly bucket: string; readonly key: string } };

/** For one call. */
export interface RequestOptions {
  /** Ends the call, a pause between two attempts too, with the code `ABORTED`. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for one attempt, in place of the client's own. */
  readonly timeoutMs?: number | undefined;
}

export interface CallOptions extends RequestOptions {
  /** How many classes at most, 1 to 100; default 5. */
  readonly topK?: number | undefined;
  /** Least score of a prediction, 0 to 1; default 0. */
  readonly minScore?: number | undefined;
  /** Add the class activation map of the best class. */
  readonly explain?: boolean | undefined;
}

export interface ManyOptions extends CallOptions {
  /** Pictures on their way at once, default 4. */
  readonly parallel?: number | undefined;
  /** Called with each result as it comes; `index` counts the pictures from 0. */
  readonly onResult?: ((result: ManyResult, index: number) => void) | undefined;
}

export interface LabelsOptions extends RequestOptions {
  /** Of the class names; `model` tells the languages that there are. Default English. */
  readonly lang?: Language | undefined;
}

/** What the service says of a picture. */
export interface Answer extends ServiceAnswer {
  /** There where the picture was too large and a smaller one was sent in its place. */
  readonly shrunk?: Shrinking;
}

/** What became of one picture of many. */
export type ManyResult = ({ ok: true } & Answer) | { ok: false; error: GlimpseError };
