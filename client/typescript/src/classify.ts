import { isAnswer } from './answers/reply.ts';
import type { ServiceAnswer } from './contract.ts';
import type { Answer, CallOptions, PictureSource } from './options.ts';
import { pictureOf, type Reference, readBlob } from './pictures/picture.ts';
import { minPictureLimit } from './pictures/picture-limit.ts';
import { type Shrunk, shrinkPicture } from './pictures/shrink.ts';
import { withTimeout } from './transport/timeout.ts';
import { request, type ServiceConnection, type ServiceRequest } from './transport/transport.ts';

export interface ClassifyDependencies {
  readonly service: ServiceConnection;
  /** Bytes of a picture that the service takes. */
  readonly limit: () => Promise<number>;
}

type ClassifyParameters = Pick<CallOptions, 'topK' | 'minScore' | 'explain'>;

/** Asks what is in one picture; bytes go as they are, without base64. @throws GlimpseError */
export async function classify(
  { service, limit }: ClassifyDependencies,
  source: PictureSource,
  { signal, timeoutMs, topK, minScore, explain }: CallOptions,
): Promise<Answer> {
  const asked: ClassifyParameters = { topK, minScore, explain };
  const patience = { signal, timeoutMs };
  const picture = pictureOf(source);
  if (!(picture instanceof Blob))
    return request<ServiceAnswer>(service, referenceRequest(picture, asked), patience);
  const shrunk = await withTimeout({ signal, timeoutMs: Number.POSITIVE_INFINITY }, () =>
    shrinkIfTooLarge(picture, limit),
  );
  const bytes = await readBlob(shrunk?.picture ?? picture);
  const answer = await request<ServiceAnswer>(service, bytesRequest(bytes, asked), patience);
  return shrunk ? { ...answer, shrunk: { from: shrunk.from, to: shrunk.to } } : answer;
}

async function shrinkIfTooLarge(
  picture: Blob,
  limit: ClassifyDependencies['limit'],
): Promise<Shrunk | undefined> {
  if (picture.size <= minPictureLimit) return undefined;
  const most = await limit();
  return picture.size > most ? shrinkPicture(picture, most) : undefined;
}

function referenceRequest(image: Reference, asked: ClassifyParameters): ServiceRequest {
  return {
    path: 'classify',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ image, ...asked }),
    isAnswer,
  };
}

function bytesRequest(body: Uint8Array<ArrayBuffer>, asked: ClassifyParameters): ServiceRequest {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) {
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
