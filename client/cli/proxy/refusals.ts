/** Codes that this side of an endpoint answers with, next to those of the service. */
export interface ProxyFailure {
  readonly code: string;
  readonly status: number;
  readonly message: string;
  readonly details: object;
  /** What the caller can do. */
  readonly advice: string;
}

/** Another web page's request, or one that came by a name which is not this machine's. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly details: { readonly reason: 'host' | 'origin'; readonly value: string };

  constructor(reason: 'host' | 'origin', value: string) {
    super(
      reason === 'host'
        ? `This server is not ${value}; it answers to the address that it printed.`
        : `Pages of ${value} may not use this server: it signs with its owner's credentials.`,
    );
    this.details = { reason, value };
  }
}
