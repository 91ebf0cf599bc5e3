import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { functionUrlLimits } from '../../functions/image/limits.ts';
import { startTestServer, type TestServerOptions } from './glimpse.ts';
import { signatureOf } from './signature-v4.ts';

/** AWS's own example: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
const caller = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/** No credentials at all, wherever they could come from; nothing is asked of any network. */
export const nobody: Readonly<Record<string, string>> = {
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
  AWS_CONFIG_FILE: '/nonexistent',
};

/** The caller that the function URL lets in, as a process finds it. */
export const somebody: Readonly<Record<string, string>> = { ...nobody, ...caller };

export interface GatewayReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface FunctionUrl {
  readonly url: string;
  /** What came, oldest first; `signed` where a signature did. */
  readonly requests: { method: string; target: string; signed: boolean; bytes: number }[];
  /** What the gateway answers by itself from now on; nothing lets requests through again. */
  reply: GatewayReply | undefined;
  close(): Promise<void>;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const mostBytes = 6_291_456;

/**
 * A Lambda function URL on loopback, in eu-central-1, the real app behind it. With `AWS_IAM`, the
 * default, it lets nobody in whose signature is not right.
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
    const refusal = functionUrl.reply ?? refusalOf(request, body, options.access ?? 'iam');
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

function refusalOf(
  request: IncomingMessage,
  body: Buffer,
  access: 'iam' | 'public',
): GatewayReply | undefined {
  if (body.length > mostBytes) return { status: 413, body: '{"Message":"Request too long"}' };
  if (access === 'public' || isSignedRight(request)) return undefined;
  const headers = { 'x-amzn-errortype': 'AccessDeniedException' };
  return { status: 403, headers, body: '{"Message":"Forbidden"}' };
}

function isSignedRight({ method = '', url = '', headers }: IncomingMessage): boolean {
  const fields = /^AWS4-HMAC-SHA256 Credential=(\S+), SignedHeaders=(\S+), Signature=(\w+)$/;
  const [, credential, signedHeaders = '', signature] =
    fields.exec(headers.authorization ?? '') ?? [];
  const received = { method, target: sorted(url), headers: headers as Record<string, string> };
  const date = String(headers['x-amz-date']).slice(0, 8);
  const region = 'eu-central-1';
  const secret = caller.AWS_SECRET_ACCESS_KEY;
  return (
    credential === `${caller.AWS_ACCESS_KEY_ID}/${date}/${region}/lambda/aws4_request` &&
    signedHeaders.split(';').includes('host') &&
    signature === signatureOf(received, { secret, region, signedHeaders, service: 'lambda' })
  );
}

/** Parameters are signed in the order of their names, however they were sent. */
function sorted(target: string): string {
  const [path = '', query] = target.split('?');
  return query === undefined ? path : `${path}?${query.split('&').sort().join('&')}`;
}
