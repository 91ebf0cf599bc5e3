import { isAnswer } from './answers/reply.ts';
import type { ServiceAnswer } from './contract.ts';
import type { Answer, CallOptions, PictureSource } from './options.ts';
import { type Reference, readBlob, toPicture } from './pictures/picture.ts';
import { minPictureLimit } from './pictures/picture-limit.ts';
import { type Shrunk, shrinkPicture } from './pictures/shrink.ts';
import { withTimeout } from './transport/timeout.ts';
import { request, type ServiceConnection, type ServiceRequest } from './transport/transport.ts';

interface ClassifyContext {
  readonly service: ServiceConnection;
  /** The service's limit for a picture, in bytes. */
  readonly limit: () => Promise<number>;
}

type ClassifyParameters = Pick<CallOptions, 'topK' | 'minScore' | 'explain'>;

/** Classifies one picture; bytes are sent raw, not as base64. @throws GlimpseError */
export async function classify(
  { service, limit }: ClassifyContext,
  source: PictureSource,
  { signal, timeoutMs, topK, minScore, explain }: CallOptions,
): Promise<Answer> {
  const parameters: ClassifyParameters = { topK, minScore, explain };
  const call = { signal, timeoutMs };
  const picture = toPicture(source);
  if (!(picture instanceof Blob)) {
    return request<ServiceAnswer>(service, createReferenceRequest(picture, parameters), call);
  }
  const shrunk = await withTimeout({ signal, timeoutMs: Number.POSITIVE_INFINITY }, () =>
    shrinkIfTooLarge(picture, limit),
  );
  const bytes = await readBlob(shrunk?.picture ?? picture);
  const answer = await request<ServiceAnswer>(service, createBytesRequest(bytes, parameters), call);
  return shrunk ? { ...answer, shrunk: { from: shrunk.from, to: shrunk.to } } : answer;
}

async function shrinkIfTooLarge(
  picture: Blob,
  limit: ClassifyContext['limit'],
): Promise<Shrunk | undefined> {
  if (picture.size <= minPictureLimit) return undefined;
  const maxBytes = await limit();
  return picture.size > maxBytes ? shrinkPicture(picture, maxBytes) : undefined;
}

function createReferenceRequest(image: Reference, parameters: ClassifyParameters): ServiceRequest {
  return {
    path: 'classify',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ image, ...parameters }),
    isAnswer,
  };
}

function createBytesRequest(
  body: Uint8Array<ArrayBuffer>,
  parameters: ClassifyParameters,
): ServiceRequest {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) query.set(name, String(value));
  }
  return {
    path: query.size > 0 ? `classify?${query}` : 'classify',
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body,
    isAnswer,
  };
}
