/**
 * Whether what came is an answer of a Glimpse at all, and not that of something else at its URL. The
 * rest is trusted: the service has checked it against the same contract.
 */
export function isAnswer(body: unknown): boolean {
  return isRecord(body) && Array.isArray(body.predictions);
}

/** The same for tRPC, which wraps what a procedure answers. */
export function isTrpcAnswer(procedure: string, body: unknown): boolean {
  if (!isRecord(body) || !isRecord(body.result)) return false;
  const { data } = body.result;
  switch (procedure) {
    case 'classify':
      return isAnswer(data);
    case 'model':
      return isRecord(data) && isRecord(data.limits);
    default:
      return Array.isArray(data);
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
