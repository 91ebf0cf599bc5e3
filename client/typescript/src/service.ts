import type { RequestOptions } from './options.ts';
import { type Line, type Outgoing, send } from './send.ts';

/** A service and how to ask it. */
export interface Service extends Line {
  /** Ends with `/`. */
  readonly url: string;
  /** Milliseconds for one attempt, where a call does not say otherwise. */
  readonly timeoutMs: number;
}

export type Request = Omit<Outgoing, 'url'> & {
  /** Below the service's URL, with its query. */
  readonly path: string;
};

/** The JSON that a service answers, as the request knows it. @throws GlimpseError */
export async function ask<Answer>(
  service: Service,
  { path, ...request }: Request,
  { signal, timeoutMs = service.timeoutMs }: RequestOptions,
): Promise<Answer> {
  const url = service.url + path;
  return (await send(service, { ...request, url }, { signal, timeoutMs })) as Answer;
}
