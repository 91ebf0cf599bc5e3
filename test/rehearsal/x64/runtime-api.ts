import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a function posted for an event. */
export interface Posted {
  readonly kind: 'response' | 'error';
  readonly body: string;
  /** Whether the API took it; a response may be too large. */
  readonly taken: boolean;
}

interface Invocation {
  readonly id: string;
  readonly event: string;
  readonly mostBytes: number;
  readonly deadline: number;
  readonly resolve: (posted: Posted) => void;
}

export interface InvokeOptions {
  /** Most that a response may have, in bytes. */
  readonly mostBytes?: number;
  /** How long the function has for it. */
  readonly timeoutMs?: number;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 6 MB, for request and response each. */
export const responseLimit = 6 * 2 ** 20;

const tooLarge = {
  errorType: 'Function.ResponseSizeTooLarge',
  errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
};

/**
 * The Runtime API of one environment, on loopback:
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export class RuntimeApi {
  readonly initErrors: string[] = [];
  /** Resolves when the function first asks for an event: INIT is over. */
  readonly ready: Promise<void>;
  readonly #server: Server;
  readonly #waiting: Invocation[] = [];
  readonly #running = new Map<string, Invocation>();
  #next: ServerResponse | undefined;
  #count = 0;
  #nowReady: () => void = () => {};

  private constructor() {
    this.ready = new Promise((resolve) => {
      this.#nowReady = resolve;
    });
    this.#server = createServer((request, response) => void this.#answer(request, response));
    // The client keeps its connection while the function is frozen.
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

  /** Hands an event over and waits for what is posted. */
  invoke(event: unknown, options: InvokeOptions = {}): Promise<Posted> {
    const { mostBytes = responseLimit, timeoutMs = 30_000 } = options;
    this.#count += 1;
    const id = `00000000-0000-4000-8000-${String(this.#count).padStart(12, '0')}`;
    return new Promise((resolve) => {
      const deadline = Date.now() + timeoutMs;
      const body = typeof event === 'string' ? event : JSON.stringify(event);
      this.#waiting.push({ id, event: body, mostBytes, deadline, resolve });
      this.#handOver();
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
      this.#nowReady();
      this.#handOver();
      return;
    }
    const body = await text(request);
    const [, id = '', kind] = path.match(/^invocation\/([^/]+)\/(response|error)$/) ?? [];
    if (path === 'init/error') this.initErrors.push(body);
    const running = this.#running.get(id);
    const large = running !== undefined && Buffer.byteLength(body) > running.mostBytes;
    response.writeHead(large ? 413 : 202, { 'content-type': 'application/json' });
    response.end(JSON.stringify(large ? tooLarge : { status: 'OK' }));
    this.#running.delete(id);
    running?.resolve({ kind: kind as Posted['kind'], body, taken: !large });
  }

  #handOver(): void {
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
