import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** The parts of an AWS account that a deployment reads. Tests may change it at any time. */
export interface FakeAccount {
  /** Value of the CDK's parameter; null if the region is not bootstrapped. */
  bootstrap: string | null;
  quota: { all: number; unreserved: number };
  /** Environments reserved for the function of the stack. */
  reserved: number;
  stack: { status: string; outputs: Record<string, string> } | null;
  versions: { version: string; description: string }[];
  live: string;
  /** Region of each bucket. */
  buckets: Record<string, string>;
  /** Actions that fail, with status and error code. */
  failing: Record<string, [status: number, code: string]>;
  /** Runs in place of a program, and returns its exit code. */
  onRun: (run: FakeRun) => number;
}

/** A run of the CDK's command line or of `glimpse`. */
export interface FakeRun {
  readonly program: 'cdk' | 'glimpse';
  readonly args: readonly string[];
  readonly region: string;
}

export interface FakeAws {
  readonly url: string;
  readonly account: FakeAccount;
  /** Actions that were requested, and programs that were run, in order. */
  readonly log: string[];
  readonly runs: FakeRun[];
  close(): void;
}

interface Reply {
  readonly status?: number;
  readonly type?: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

/** Starts a fake AWS that stops when the test finishes. */
export async function createFakeAws(changes: Partial<FakeAccount> = {}): Promise<FakeAws> {
  const aws = await startFakeAws(changes);
  onTestFinished(() => aws.close());
  return aws;
}

/** Starts a server for the parts of AWS's protocols that the clients need: https://smithy.io/2.0/aws/protocols/ */
export async function startFakeAws(changes: Partial<FakeAccount> = {}): Promise<FakeAws> {
  const account: FakeAccount = {
    bootstrap: '21',
    quota: { all: 1000, unreserved: 1000 },
    reserved: 0,
    stack: null,
    versions: [],
    live: '',
    buckets: {},
    failing: {},
    onRun: () => 0,
    ...changes,
  };
  const log: string[] = [];
  const runs: FakeRun[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const reply = request.url === '/run' ? onRun(body) : respond(request, body);
    const { status = 200, type = 'application/json', headers } = reply;
    response.writeHead(status, { 'content-type': type, ...headers }).end(reply.body);
  });
  const onRun = (body: string): Reply => {
    const run: FakeRun = JSON.parse(body);
    runs.push(run);
    log.push([run.program, run.args[0]].join(' '));
    return { body: String(account.onRun(run)) };
  };
  const respond = (request: IncomingMessage, body: string): Reply => {
    const action = getAction(request, body);
    log.push(action);
    const failure = account.failing[action];
    return failure
      ? createFailure(action, failure)
      : createSuccess({ action, body, request }, account);
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    account,
    log,
    runs,
    close: () => void server.close().closeAllConnections(),
  };
}

function getAction({ method, url = '', headers }: IncomingMessage, body: string): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.')[1] ?? '';
  if (method === 'POST') return new URLSearchParams(body).get('Action') ?? '';
  if (method === 'HEAD') return 'HeadBucket';
  if (url.includes('/account-settings')) return 'GetAccountSettings';
  if (url.endsWith('/concurrency')) return 'GetFunctionConcurrency';
  if (url.includes('/versions')) return 'ListVersionsByFunction';
  if (url.includes('/aliases/')) return method === 'PUT' ? 'UpdateAlias' : 'GetAlias';
  return `${method} ${url}`;
}

const xml = 'text/xml';

function createFailure(action: string, [status, code]: [number, string]): Reply {
  const message = `${code} is what the test wants`;
  if (action === 'GetCallerIdentity' || action === 'DescribeStacks') {
    const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
    return { status, type: xml, body };
  }
  const headers = { 'x-amzn-errortype': code };
  return { status, headers, body: JSON.stringify({ __type: code, message }) };
}

interface AwsRequest {
  readonly action: string;
  readonly body: string;
  readonly request: IncomingMessage;
}

function createSuccess({ action, body, request }: AwsRequest, account: FakeAccount): Reply {
  switch (action) {
    case 'GetCallerIdentity':
      return {
        type: xml,
        body: `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/ada</Arn><UserId>AIDA</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
      };
    case 'DescribeStacks':
      return describeStacks(account, new URLSearchParams(body).get('StackName') ?? '');
    case 'GetParameter':
      return account.bootstrap === null
        ? createFailure(action, [400, 'ParameterNotFound'])
        : { body: JSON.stringify({ Parameter: { Value: account.bootstrap } }) };
    case 'GetAccountSettings': {
      const { all, unreserved } = account.quota;
      const limit = { ConcurrentExecutions: all, UnreservedConcurrentExecutions: unreserved };
      return { body: JSON.stringify({ AccountLimit: limit }) };
    }
    case 'GetFunctionConcurrency':
      return { body: JSON.stringify({ ReservedConcurrentExecutions: account.reserved }) };
    case 'ListVersionsByFunction': {
      const all = [{ version: '$LATEST', description: '' }, ...account.versions];
      const Versions = all.map((one) => ({ Version: one.version, Description: one.description }));
      return { body: JSON.stringify({ Versions }) };
    }
    case 'UpdateAlias':
      account.live = JSON.parse(body).FunctionVersion;
      return { body: JSON.stringify({ Name: 'live', FunctionVersion: account.live }) };
    case 'GetAlias':
      return { body: JSON.stringify({ Name: 'live', FunctionVersion: account.live }) };
    case 'HeadBucket': {
      const region = account.buckets[request.url?.slice(1) ?? ''];
      return region ? { status: 403, headers: { 'x-amz-bucket-region': region } } : { status: 404 };
    }
    default:
      return { status: 500, body: `unexpected action ${action}` };
  }
}

function describeStacks({ stack }: FakeAccount, name: string): Reply {
  if (!stack) {
    const message = `Stack with id ${name} does not exist`;
    const body = `<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>${message}</Message></Error></ErrorResponse>`;
    return { status: 400, type: xml, body };
  }
  const outputs = Object.entries(stack.outputs).map(
    ([key, value]) =>
      `<member><OutputKey>${key}</OutputKey><OutputValue>${value.replaceAll('&', '&amp;')}</OutputValue></member>`,
  );
  return {
    type: xml,
    body: `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>${name}</StackName><StackStatus>${stack.status}</StackStatus><CreationTime>2026-11-01T00:00:00Z</CreationTime><Outputs>${outputs.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
  };
}
