import { classify } from './classify.ts';
import { classifyMany } from './classify-many.ts';
import type { Glimpse } from './glimpse.ts';
import type { CallOptions, GlimpseOptions, PictureSource, RequestOptions } from './options.ts';
import { rememberLimit } from './picture-limit.ts';
import { readOptions } from './read-options.ts';
import type { World } from './retry.ts';
import { createTrpc } from './trpc.ts';

/** Puts a client together; tests bring a world of their own. */
export function assemble(options: GlimpseOptions, world: World): Glimpse {
  const service = readOptions(options, world);
  const trpc = createTrpc(service);
  const trpcFor = ({ timeoutMs }: RequestOptions) =>
    timeoutMs === undefined ? trpc : createTrpc({ ...service, timeoutMs });
  const limit = rememberLimit(() => trpc.model.query());
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
