import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { functionUrlLimits } from '../../functions/image/limits.ts';
import { startTestServer, type TestServerOptions } from './glimpse.ts';
import { computeSignature } from './signature-v4.ts';

/** AWS's example credentials: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
const caller = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/** Variables for a process without credentials from any source; it asks no network service for them. */
export const noCredentials: Readonly<Record<string, string>> = {
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
  AWS_CONFIG_FILE: '/nonexistent',
};

/** Variables with the credentials that the function URL accepts. */
export const callerCredentials: Readonly<Record<string, string>> = { ...noCredentials, ...caller };

export interface GatewayReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface FunctionUrl {
  readonly url: string;
  /** Received requests, oldest first; `signed` if they had a signature. */
  readonly requests: { method: string; target: string; signed: boolean; bytes: number }[];
  /** Reply to all further requests without calling the app; undefined passes them on again. */
  reply: GatewayReply | undefined;
  close(): Promise<void>;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const maxBytes = 6_291_456;

/**
 * Starts a function URL on loopback, in eu-central-1, with the real app behind it. With `iam`, the
 * default, it refuses requests without a valid signature.
 */
export async function startFunctionUrl(
  options: TestServerOptions & { access?: 'iam' | 'public' } = {},
): Promise<FunctionUrl> {
  const behind = await startTestServer({ limits: functionUrlLimits, ...options });
  const requests: FunctionUrl['requests'] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url: target = '', headers } = request;
    const body = await buffer(request);
    const signed = headers.authorization !== undefined;
    requests.push({ method, target, signed, bytes: body.length });
    const refusal = functionUrl.reply ?? findRefusal(request, body, options.access ?? 'iam');
    if (refusal) {
      response.writeHead(refusal.status, {
        'content-type': 'application/json',
        ...refusal.headers,
      });
      response.end(refusal.body);
      return;
    }
    const type = headers['content-type'];
    const passed = await fetch(behind.url + target, {
      method,
      ...(type && { headers: { 'content-type': type } }),
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    const { 'transfer-encoding': _framing, ...kept } = Object.fromEntries(passed.headers);
    response.writeHead(passed.status, kept).end(Buffer.from(await passed.arrayBuffer()));
  };
  const server = createServer((request, response) => void answer(request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const functionUrl: FunctionUrl = {
    url: `http://127.0.0.1:${port}`,
    requests,
    reply: undefined,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await behind.close();
    },
  };
  return functionUrl;
}

function findRefusal(
  request: IncomingMessage,
  body: Buffer,
  access: 'iam' | 'public',
): GatewayReply | undefined {
  if (body.length > maxBytes) return { status: 413, body: '{"Message":"Request too long"}' };
  if (access === 'public' || isSignatureValid(request)) return undefined;
  const headers = { 'x-amzn-errortype': 'AccessDeniedException' };
  return { status: 403, headers, body: '{"Message":"Forbidden"}' };
}

function isSignatureValid({ method = '', url = '', headers }: IncomingMessage): boolean {
  const fields = /^AWS4-HMAC-SHA256 Credential=(\S+), SignedHeaders=(\S+), Signature=(\w+)$/;
  const [, credential, signedHeaders = '', signature] =
    fields.exec(headers.authorization ?? '') ?? [];
  const received = { method, target: sortQuery(url), headers: headers as Record<string, string> };
  const date = String(headers['x-amz-date']).slice(0, 8);
  const region = 'eu-central-1';
  const secret = caller.AWS_SECRET_ACCESS_KEY;
  return (
    credential === `${caller.AWS_ACCESS_KEY_ID}/${date}/${region}/lambda/aws4_request` &&
    signedHeaders.split(';').includes('host') &&
    signature === computeSignature(received, { secret, region, signedHeaders, service: 'lambda' })
  );
}

/** Sorts the query parameters by name, as signing does. */
function sortQuery(target: string): string {
  const [path = '', query] = target.split('?');
  return query === undefined ? path : `${path}?${query.split('&').sort().join('&')}`;
}
