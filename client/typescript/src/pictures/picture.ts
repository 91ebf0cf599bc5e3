import { invalid } from '../answers/glimpse-error.ts';
import type { PictureSource } from '../options.ts';

/** A picture that the service fetches for itself. */
export type Reference = { url: string } | { s3: { bucket: string; key: string } };

/** The picture as it is sent: a reference, or bytes, which a file's blob has not read yet. */
export function pictureOf(source: PictureSource): Reference | Blob {
  if (source instanceof Blob) return source;
  if (source instanceof URL) return { url: source.href };
  if (source instanceof ArrayBuffer) return new Blob([source]);
  if (source instanceof Uint8Array) return new Blob([unshared(source)]);
  if (typeof source === 'object' && source !== null && 's3' in source) return { s3: source.s3 };
  throw invalid(
    'picture',
    'expected a Blob, ArrayBuffer, Uint8Array, URL or { s3: { bucket, key } }',
  );
}

/** No blob is made of memory that threads share. */
function unshared(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const isShared = !(bytes.buffer instanceof ArrayBuffer);
  return isShared ? new Uint8Array(bytes) : (bytes as Uint8Array<ArrayBuffer>);
}

/** @throws GlimpseError `INVALID_REQUEST` where the blob's file has gone or changed. */
export async function readBlob(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    throw invalid('picture', 'its bytes cannot be read; has the file gone or changed?', cause);
  }
}
