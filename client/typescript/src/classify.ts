import { isAnswer } from './answers.ts';
import type { ServiceAnswer } from './contract.ts';
import type { Answer, CallOptions, PictureSource } from './options.ts';
import { pictureOf, type Reference, readBlob } from './picture.ts';
import { smallestPictureLimit } from './picture-limit.ts';
import { ask, type Request, type Service } from './service.ts';
import { type Shrunk, shrinkPicture } from './shrink.ts';
import { within } from './within.ts';

export interface Classifying {
  readonly service: Service;
  /** Bytes of a picture that the service takes. */
  readonly limit: () => Promise<number>;
}

type Asked = Pick<CallOptions, 'topK' | 'minScore' | 'explain'>;

/** Asks what is in one picture; bytes go as they are, without base64. @throws GlimpseError */
export async function classify(
  { service, limit }: Classifying,
  source: PictureSource,
  { signal, timeoutMs, topK, minScore, explain }: CallOptions,
): Promise<Answer> {
  const asked: Asked = { topK, minScore, explain };
  const patience = { signal, timeoutMs };
  const picture = pictureOf(source);
  if (!(picture instanceof Blob))
    return ask<ServiceAnswer>(service, referring(picture, asked), patience);
  const shrunk = await within({ signal, timeoutMs: Number.POSITIVE_INFINITY }, () =>
    shrinkWhereNeeded(picture, limit),
  );
  const bytes = await readBlob(shrunk?.picture ?? picture);
  const answer = await ask<ServiceAnswer>(service, carrying(bytes, asked), patience);
  return shrunk ? { ...answer, shrunk: { from: shrunk.from, to: shrunk.to } } : answer;
}

async function shrinkWhereNeeded(
  picture: Blob,
  limit: Classifying['limit'],
): Promise<Shrunk | undefined> {
  if (picture.size <= smallestPictureLimit) return undefined;
  const most = await limit();
  return picture.size > most ? shrinkPicture(picture, most) : undefined;
}

function referring(image: Reference, asked: Asked): Request {
  return {
    path: 'classify',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ image, ...asked }),
    isAnswer,
  };
}

function carrying(body: Uint8Array<ArrayBuffer>, asked: Asked): Request {
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
