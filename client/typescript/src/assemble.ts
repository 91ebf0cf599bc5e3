import { classify } from './classify.ts';
import { classifyMany } from './classify-many.ts';
import type { Glimpse } from './glimpse.ts';
import type { CallOptions, GlimpseOptions, PictureSource, RequestOptions } from './options.ts';
import { memoizeLimit } from './pictures/picture-limit.ts';
import { readOptions } from './read-options.ts';
import type { RetryClock } from './transport/retry.ts';
import { createTrpc } from './transport/trpc.ts';

/** Assembles a client. Tests pass their own clock. */
export function assembleClient(options: GlimpseOptions, clock: RetryClock): Glimpse {
  const service = readOptions(options, clock);
  const trpc = createTrpc(service);
  const selectTrpc = ({ timeoutMs }: RequestOptions) =>
    timeoutMs === undefined ? trpc : createTrpc({ ...service, timeoutMs });
  const limit = memoizeLimit(() => trpc.model.query());
  const classifyOne = (picture: PictureSource, call: CallOptions = {}) =>
    classify({ service, limit }, picture, call);
  return {
    trpc,
    classify: classifyOne,
    classifyMany: (pictures, many = {}) => classifyMany(classifyOne, pictures, many),
    model: (call = {}) => selectTrpc(call).model.query(undefined, pickSignal(call)),
    labels: ({ lang, ...call } = {}) =>
      selectTrpc(call).labels.query(lang && { lang }, pickSignal(call)),
  };
}

function pickSignal({ signal }: RequestOptions): { signal?: AbortSignal } {
  return signal ? { signal } : {};
}
