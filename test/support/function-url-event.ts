export interface EventOptions {
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  /** Text is sent unchanged, bytes as base64. */
  readonly body?: string | Buffer;
}

/** Creates a function URL event: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads */
export function createFunctionUrlEvent({
  method = 'GET',
  path = '/',
  query = '',
  headers = {},
  cookies,
  body,
}: EventOptions): object {
  const http = {
    method,
    path,
    protocol: 'HTTP/1.1',
    sourceIp: '203.0.113.9',
    userAgent: 'curl/8.9.1',
  };
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    ...(cookies && { cookies }),
    headers: {
      host: 'abcdefghijklmnop.lambda-url.eu-central-1.on.aws',
      'user-agent': 'curl/8.9.1',
      'x-amzn-trace-id': 'Root=1-67891233-abcdef012345678912345678',
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
      ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
      ...headers,
    },
    ...(query && { queryStringParameters: Object.fromEntries(new URLSearchParams(query)) }),
    requestContext: {
      accountId: 'anonymous',
      apiId: 'abcdefghijklmnop',
      domainName: 'abcdefghijklmnop.lambda-url.eu-central-1.on.aws',
      domainPrefix: 'abcdefghijklmnop',
      http,
      requestId: '0f1e2d3c-0000-4000-8000-000000000000',
      routeKey: '$default',
      stage: '$default',
      time: '12/Mar/2026:19:03:58 +0000',
      timeEpoch: 1_773_342_238_390,
    },
    ...(body !== undefined && {
      body: body.toString(typeof body === 'string' ? undefined : 'base64'),
    }),
    isBase64Encoded: body instanceof Buffer,
  };
}
