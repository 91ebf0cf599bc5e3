import { once } from 'node:events';
import { cpSync, mkdirSync, truncateSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { modelFolder } from '../../../support/fixtures.ts';
import { callerCredentials, startFunctionUrl } from '../../../support/function-url.ts';
import { runGlimpse } from '../../../support/run-glimpse.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly found: string;
  readonly advice: string | null;
}

/** Runs `glimpse doctor --json` and returns the problems by name. */
async function runDoctor(args: readonly string[], env: Readonly<Record<string, string>>) {
  const { code, stdout } = await runGlimpse(['doctor', '--json', ...args], { env });
  const { ok, findings } = JSON.parse(stdout) as { ok: boolean; findings: Finding[] };
  const problems = Object.fromEntries(
    findings.filter((finding) => !finding.ok).map((finding) => [finding.name, finding]),
  );
  return { code, ok, names: findings.map(({ name }) => name), findings, problems };
}

describe('glimpse doctor', () => {
  test('finds no problem on a working machine', async () => {
    const { code, ok, names, problems } = await runDoctor([], { PORT: '0' });
    expect(problems).toEqual({});
    expect(names).toEqual([
      'node',
      'platform',
      'sharp',
      'onnxruntime',
      'variables',
      'home',
      'memory',
      'port',
      'model efficientnet-lite0',
      'choice',
      'answer',
    ]);
    expect(ok).toBe(true);
    expect(code).toBe(0);
  });

  test('reports each problem and its solution, one line each', async () => {
    const home = temporaryFolder();
    const broken = join(home, 'models', 'resnet18');
    mkdirSync(join(home, 'models'));
    cpSync(modelFolder, broken, { recursive: true });
    truncateSync(join(broken, 'model.onnx'), 1000);
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const PORT = String((taken.address() as AddressInfo).port);
    const env = { GLIMPSE_HOME: home, PORT, GLIMPSE_MODLE: 'resnet18' };
    const { code, stdout } = await runGlimpse(['doctor'], { env });
    const { problems } = await runDoctor([], env);
    taken.close();
    expect(Object.keys(problems)).toEqual(['variables', 'port', 'model resnet18', 'answer']);
    expect(problems.variables?.found).toBe('unknown variable GLIMPSE_MODLE');
    expect(problems.port?.found).toContain(`127.0.0.1:${PORT} (EADDRINUSE)`);
    expect(problems['model resnet18']).toMatchObject({
      found: expect.stringContaining('model.onnx has 1000 bytes'),
      advice: `run glimpse models verify resnet18; the folder is ${broken}`,
    });
    expect(stdout).toMatch(
      /^✗ port +cannot listen on 127\.0\.0\.1:\d+ \(EADDRINUSE\)\n +→ choose another with PORT/m,
    );
    expect(code).toBe(1);
  });

  test('reports an invalid variable once', async () => {
    const { code, names, problems } = await runDoctor([], { PORT: 'abc' });
    expect(Object.keys(problems)).toEqual(['variables']);
    expect(problems.variables).toMatchObject({
      found: 'PORT: expected a number',
      advice: 'correct or unset the variable',
    });
    expect(names).toEqual([
      'node',
      'platform',
      'sharp',
      'onnxruntime',
      'variables',
      'home',
      'memory',
      'model efficientnet-lite0',
    ]);
    expect(code).toBe(1);
  });
});

describe('glimpse doctor --endpoint', () => {
  test('finds no problem in a deployment that answers', async () => {
    const iam = await startFunctionUrl();
    const flags = ['--endpoint', iam.url, '--sign', '--region', 'eu-central-1'];
    const good = await runDoctor(flags, callerCredentials);
    const bad = await runDoctor(flags, { ...callerCredentials, AWS_SECRET_ACCESS_KEY: 'another' });
    await iam.close();
    expect(good.problems).toEqual({});
    expect(good.names).toEqual(['connection', 'signing', 'health', 'clock', 'model', 'picture']);
    expect(good.findings.at(-1)?.found).toMatch(
      /^espresso 9\d\.\d %; first .*\d+ ms \(cold, .*, second .*\d+ ms \(warm, /,
    );
    expect(good.code).toBe(0);

    expect(bad.problems.health?.advice).toContain('lambda:InvokeFunctionUrl');
    expect(bad.code).toBe(1);
  });

  test('reports a wrong clock', async () => {
    const open = await startFunctionUrl({ access: 'public' });
    const headers = { date: new Date(Date.now() + 3_600_000).toUTCString() };
    open.reply = { status: 200, headers, body: '{"status":"ok"}' };
    const { problems } = await runDoctor(['--endpoint', open.url], {});
    await open.close();
    expect(problems.clock?.found).toMatch(/^3\d{3} s behind the endpoint$/);
  });

  test('reports a server that is not running', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const { code, problems } = await runDoctor(['--endpoint', `http://127.0.0.1:${port}`], {});
    expect(problems.connection?.found).toContain('ECONNREFUSED');
    expect(code).toBe(1);
  });
});
