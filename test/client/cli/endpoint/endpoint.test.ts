import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openEndpoint } from '../../../../client/cli/endpoint/endpoint.ts';
import { espresso } from '../../../support/espresso.ts';
import { picturePath } from '../../../support/fixtures.ts';
import {
  callerCredentials,
  type FunctionUrl,
  noCredentials,
  startFunctionUrl,
} from '../../../support/function-url.ts';
import { runGlimpse } from '../../../support/run-glimpse.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

let iam: FunctionUrl;
const region = ['--region', 'eu-central-1'];

beforeAll(async () => {
  iam = await startFunctionUrl();
});

afterEach(() => {
  iam.reply = undefined;
  iam.requests.length = 0;
});

afterAll(() => iam.close());

function classify(
  args: readonly string[],
  env: Readonly<Record<string, string>> = callerCredentials,
) {
  return runGlimpse(['classify', '--endpoint', iam.url, ...args], { env });
}

describe('glimpse classify --endpoint', () => {
  test('signs requests to an IAM deployment, and keeps the order of the pictures', async () => {
    const names = ['coffee', 'china', 'rocket'] as const;
    const { code, stdout, stderr } = await classify([
      '--sign',
      ...region,
      '--jsonl',
      '--lang',
      'zh',
      ...names.map(picturePath),
    ]);
    expect(stderr).toBe('');
    const results = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(results.map(({ input }) => input)).toEqual(names.map(picturePath));
    // PyTorch's best classes for these pictures.
    expect(results.map(({ predictions }) => predictions[0].index)).toEqual([967, 698, 657]);
    expect(results[0].predictions[0].label).toMatch(/^\p{Script=Han}+$/u);
    expect(code).toBe(0);
  });

  test('shrinks a picture that is too large, turns it upright, and reports it', async () => {
    const path = join(temporaryFolder(), 'large.png');
    // Noise does not compress; 1700 x 1100 x 3 bytes are more than 4.5 MB.
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
    const create = { width: 1700, height: 1100, channels: 3, noise, background: 'black' } as const;
    // Orientation 6: the camera was held upright.
    writeFileSync(path, await sharp({ create }).withMetadata({ orientation: 6 }).png().toBuffer());
    const { code, stdout } = await classify(['--sign', ...region, '--json', path]);
    const [result] = JSON.parse(stdout);
    expect(result).toMatchObject({
      ok: true,
      image: { format: 'jpeg', width: 1100, height: 1700 },
    });
    expect(result.shrunk.from).toMatchObject({ width: 1100, height: 1700 });
    expect(result.shrunk.from.bytes).toBeGreaterThan(4_500_000);
    expect(result.shrunk.to.bytes).toBeLessThanOrEqual(4_500_000);
    expect(code).toBe(0);
  });

  test('signs requests to a host other than a function URL only with --sign', async () => {
    const { code, stdout, stderr } = await classify(['--json', picturePath('coffee')]);
    expect(iam.requests.map(({ signed }) => signed)).toEqual([false]);
    expect(stderr).toMatch(
      /^glimpse: 127\.0\.0\.1:\d+ requires signed requests \(403\).*--sign\n$/,
    );
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });

  test.each([
    [
      'credentials without access',
      { ...callerCredentials, AWS_SECRET_ACCESS_KEY: 'another' },
      undefined,
      /\(403\); they need lambda:InvokeFunctionUrl and lambda:InvokeFunction/,
    ],
    ['no credentials', noCredentials, undefined, /no AWS credentials to sign with; log in/],
    [
      'an expired session',
      callerCredentials,
      { status: 403, body: '{"message":"The security token included in the request is expired"}' },
      /refuses the signature \(403, expired\); log in again/,
    ],
    [
      'another web site',
      callerCredentials,
      { status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>Welcome</h1>' },
      /is not a Glimpse endpoint \(status 200\); .*URL/,
    ],
    [
      'a wrong path',
      callerCredentials,
      { status: 404, body: 'no' },
      /is not a Glimpse endpoint \(status 404\)/,
    ],
  ])('says in one line what to do about %s', async (...[, env, reply, sentence]) => {
    iam.reply = reply;
    const { code, stdout, stderr } = await classify(
      ['--sign', ...region, picturePath('coffee')],
      env,
    );
    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd()).not.toContain('\n');
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });

  test('reports in one line that the endpoint is not running', async () => {
    const server: Server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const { code, stderr } = await runGlimpse([
      'classify',
      '--endpoint',
      `http://127.0.0.1:${port}`,
      picturePath('coffee'),
    ]);
    expect(stderr).toBe(
      `glimpse: 127.0.0.1:${port} cannot be reached (ECONNREFUSED); check the URL and the network\n`,
    );
    expect(code).toBe(1);
  });

  test('sends unsigned requests to another Glimpse', async () => {
    const open = await startFunctionUrl({ access: 'public' });
    const { code, stdout } = await runGlimpse(
      ['classify', '--json', '--endpoint', open.url, picturePath('coffee')],
      { env: callerCredentials },
    );
    await open.close();
    expect(JSON.parse(stdout)).toMatchObject([
      { ok: true, predictions: [espresso, {}, {}, {}, {}] },
    ]);
    expect(open.requests.some(({ signed }) => signed)).toBe(false);
    expect(code).toBe(0);
  });
});

describe('signing', () => {
  const functionUrl = 'https://abc.lambda-url.eu-central-1.on.aws/';
  const signer = async (url: string, env: Readonly<Record<string, string>>, sign?: boolean) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const { identity } = await openEndpoint(url, sign === undefined ? {} : { sign });
    return identity?.accessKeyId;
  };

  afterEach(() => void vi.unstubAllEnvs());

  test('requests to function URLs are signed if there are credentials', async () => {
    expect(await signer(functionUrl, callerCredentials)).toBe('AKIAIOSFODNN7EXAMPLE');
    expect(await signer(functionUrl, callerCredentials, false)).toBeUndefined();
  });

  test('and not signed if there are none', async () => {
    expect(await signer(functionUrl, noCredentials)).toBeUndefined();
  });

  test.each([
    'https://glimpse.test/',
    'https://abc.lambda-url.eu-central-1.on.aws.glimpse.test/',
    'http://abc.lambda-url.eu-central-1.on.aws/',
    'http://localhost:3000',
  ])('requests to %s are not signed', async (url) => {
    expect(await signer(url, callerCredentials)).toBeUndefined();
  });

  test('nothing is signed over plain http', async () => {
    await expect(signer('http://glimpse.test/', callerCredentials, true)).rejects.toThrow(
      'only over https',
    );
  });
});
