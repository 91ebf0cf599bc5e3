import { invalidRequest } from '../answers/glimpse-error.ts';
import type { PictureSource } from '../options.ts';

/** A picture that the service fetches. */
export type Reference = { url: string } | { s3: { bucket: string; key: string } };

/** Converts a source to what is sent: a reference, or bytes (a file's blob is not read yet). */
export function toPicture(source: PictureSource): Reference | Blob {
  if (source instanceof Blob) return source;
  if (source instanceof URL) return { url: source.href };
  if (source instanceof ArrayBuffer) return new Blob([source]);
  if (source instanceof Uint8Array) return new Blob([copyIfShared(source)]);
  if (typeof source === 'object' && source !== null && 's3' in source) return { s3: source.s3 };
  throw invalidRequest(
    'picture',
    'expected a Blob, ArrayBuffer, Uint8Array, URL or { s3: { bucket, key } }',
  );
}

/** A Blob cannot be created from memory that threads share. */
function copyIfShared(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const isShared = !(bytes.buffer instanceof ArrayBuffer);
  return isShared ? new Uint8Array(bytes) : (bytes as Uint8Array<ArrayBuffer>);
}

/** @throws GlimpseError `INVALID_REQUEST` if the blob's file has been deleted or changed. */
export async function readBlob(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    throw invalidRequest(
      'picture',
      'its bytes cannot be read; the file may have been deleted or changed',
      cause,
    );
  }
}
