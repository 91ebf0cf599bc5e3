import { classify } from './classify.ts';
import { classifyMany } from './classify-many.ts';
import type { Glimpse } from './glimpse.ts';
import type { CallOptions, GlimpseOptions, PictureSource, RequestOptions } from './options.ts';
import { memoizeLimit } from './pictures/picture-limit.ts';
import { readOptions } from './read-options.ts';
import type { RetryClock } from './transport/retry.ts';
import { createTrpc } from './transport/trpc.ts';

/** Puts a client together; tests bring a world of their own. */
export function assembleClient(options: GlimpseOptions, world: RetryClock): Glimpse {
  const service = readOptions(options, world);
  const trpc = createTrpc(service);
  const trpcFor = ({ timeoutMs }: RequestOptions) =>
    timeoutMs === undefined ? trpc : createTrpc({ ...service, timeoutMs });
  const limit = memoizeLimit(() => trpc.model.query());
  const classifyOne = (picture: PictureSource, call: CallOptions = {}) =>
    classify({ service, limit }, picture, call);
  return {
    trpc,
    classify: classifyOne,
    classifyMany: (pictures, many = {}) => classifyMany(classifyOne, pictures, many),
    model: (call = {}) => trpcFor(call).model.query(undefined, signalOf(call)),
    labels: ({ lang, ...call } = {}) =>
      trpcFor(call).labels.query(lang && { lang }, signalOf(call)),
  };
}

function signalOf({ signal }: RequestOptions): { signal?: AbortSignal } {
  return signal ? { signal } : {};
}
