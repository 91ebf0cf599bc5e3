import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What the function posted for an event. */
export interface Posted {
  readonly kind: 'response' | 'error';
  readonly body: string;
  /** Whether the API accepted it; false if it is too large. */
  readonly accepted: boolean;
}

interface Invocation {
  readonly id: string;
  readonly event: string;
  readonly maxBytes: number;
  readonly deadline: number;
  readonly resolve: (createPostEvent: Posted) => void;
}

export interface InvokeOptions {
  /** Maximum size of the response, in bytes. */
  readonly maxBytes?: number;
  /** Time limit of the function. */
  readonly timeoutMs?: number;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 6 MB each for request and response. */
export const responseLimit = 6 * 2 ** 20;

const tooLarge = {
  errorType: 'Function.ResponseSizeTooLarge',
  errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
};

/**
 * The Runtime API of one environment on loopback:
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export class RuntimeApi {
  readonly initErrors: string[] = [];
  /** Resolves at the end of INIT, when the function requests its first event. */
  readonly ready: Promise<void>;
  readonly #server: Server;
  readonly #waiting: Invocation[] = [];
  readonly #running = new Map<string, Invocation>();
  #next: ServerResponse | undefined;
  #count = 0;
  #resolveReady: () => void = () => {};

  private constructor() {
    this.ready = new Promise((resolve) => {
      this.#resolveReady = resolve;
    });
    this.#server = createServer((request, response) => void this.#answer(request, response));
    // The client keeps its connection open while the function is frozen.
    this.#server.keepAliveTimeout = 0;
    this.#server.requestTimeout = 0;
  }

  static async start(): Promise<RuntimeApi> {
    const api = new RuntimeApi();
    await new Promise<void>((resolve) => api.#server.listen(0, '127.0.0.1', resolve));
    return api;
  }

  /** Host and port. */
  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Passes an event to the function and waits for its response. */
  invoke(event: unknown, options: InvokeOptions = {}): Promise<Posted> {
    const { maxBytes = responseLimit, timeoutMs = 30_000 } = options;
    this.#count += 1;
    const id = `00000000-0000-4000-8000-${String(this.#count).padStart(12, '0')}`;
    return new Promise((resolve) => {
      const deadline = Date.now() + timeoutMs;
      const body = typeof event === 'string' ? event : JSON.stringify(event);
      this.#waiting.push({ id, event: body, maxBytes, deadline, resolve });
      this.#sendNext();
    });
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').replace('/2018-06-01/runtime/', '');
    if (path === 'invocation/next') {
      this.#next = response;
      this.#resolveReady();
      this.#sendNext();
      return;
    }
    const body = await text(request);
    const [, id = '', kind] = path.match(/^invocation\/([^/]+)\/(response|error)$/) ?? [];
    if (path === 'init/error') this.initErrors.push(body);
    const running = this.#running.get(id);
    const large = running !== undefined && Buffer.byteLength(body) > running.maxBytes;
    response.writeHead(large ? 413 : 202, { 'content-type': 'application/json' });
    response.end(JSON.stringify(large ? tooLarge : { status: 'OK' }));
    this.#running.delete(id);
    running?.resolve({ kind: kind as Posted['kind'], body, accepted: !large });
  }

  #sendNext(): void {
    const invocation = this.#next && this.#waiting.shift();
    if (!invocation) return;
    const { id, event, deadline } = invocation;
    this.#running.set(id, invocation);
    this.#next?.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': id,
      'lambda-runtime-deadline-ms': String(deadline),
      'lambda-runtime-invoked-function-arn':
        'arn:aws:lambda:us-east-1:123456789012:function:glimpse-rehearsal:live',
      'lambda-runtime-trace-id': 'Root=1-67891233-abcdef012345678912345678;Sampled=0',
    });
    this.#next?.end(event);
    this.#next = undefined;
  }
}
