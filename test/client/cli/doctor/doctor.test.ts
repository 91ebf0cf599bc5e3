import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, truncateSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { modelFolder } from '../../../support/fixtures.ts';
import { somebody, startFunctionUrl } from '../../../support/function-url.ts';
import { runGlimpse } from '../../../support/run-glimpse.ts';

interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly found: string;
  readonly advice: string | null;
}

/** Runs `glimpse doctor --json`; the problems by their names. */
async function examine(args: readonly string[], env: Readonly<Record<string, string>>) {
  const { code, stdout } = await runGlimpse(['doctor', '--json', ...args], { env });
  const { ok, findings } = JSON.parse(stdout) as { ok: boolean; findings: Finding[] };
  const problems = Object.fromEntries(
    findings.filter((finding) => !finding.ok).map((finding) => [finding.name, finding]),
  );
  return { code, ok, names: findings.map(({ name }) => name), findings, problems };
}

describe('glimpse doctor', () => {
  test('finds nothing wrong with a machine that can do it all', async () => {
    const { code, ok, names, problems } = await examine([], { PORT: '0' });
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

  test('says what is wrong and what to do, a line each', async () => {
    const home = mkdtempSync(join(tmpdir(), 'glimpse-home-'));
    const broken = join(home, 'models', 'resnet18');
    mkdirSync(join(home, 'models'));
    cpSync(modelFolder, broken, { recursive: true });
    truncateSync(join(broken, 'model.onnx'), 1000);
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const PORT = String((taken.address() as AddressInfo).port);
    const env = { GLIMPSE_HOME: home, PORT, GLIMPSE_MODLE: 'resnet18' };
    const { code, stdout } = await runGlimpse(['doctor'], { env });
    const { problems } = await examine([], env);
    taken.close();
    expect(Object.keys(problems)).toEqual(['variables', 'port', 'model resnet18', 'answer']);
    expect(problems.variables?.found).toBe('GLIMPSE_MODLE means nothing');
    expect(problems.port?.found).toBe(`127.0.0.1:${PORT} cannot be listened on (EADDRINUSE)`);
    expect(problems['model resnet18']).toMatchObject({
      found: expect.stringContaining('model.onnx has 1000 bytes'),
      advice: `see glimpse models verify resnet18; the folder is ${broken}`,
    });
    expect(stdout).toMatch(/^problem {2}port .*EADDRINUSE\)\n +→ choose another with PORT/m);
    expect(code).toBe(1);
  });

  test('tells a variable that cannot be understood once', async () => {
    const { code, names, problems } = await examine([], { PORT: 'abc' });
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
  test('finds nothing wrong with a deployment that answers', async () => {
    const iam = await startFunctionUrl();
    const flags = ['--endpoint', iam.url, '--sign', '--region', 'eu-central-1'];
    const good = await examine(flags, somebody);
    const bad = await examine(flags, { ...somebody, AWS_SECRET_ACCESS_KEY: 'another' });
    await iam.close();
    expect(good.problems).toEqual({});
    expect(good.names).toEqual(['connection', 'signing', 'health', 'clock', 'model', 'picture']);
    expect(good.findings.at(-1)?.found).toMatch(
      /^espresso 9\d\.\d %; first \d+ ms \(cold, .*, second \d+ ms \(warm, /,
    );
    expect(good.code).toBe(0);

    expect(bad.problems.health?.advice).toContain('lambda:InvokeFunctionUrl');
    expect(bad.code).toBe(1);
  });

  test('tells a clock that is wrong', async () => {
    const open = await startFunctionUrl({ access: 'public' });
    const headers = { date: new Date(Date.now() + 3_600_000).toUTCString() };
    open.reply = { status: 200, headers, body: '{"status":"ok"}' };
    const { problems } = await examine(['--endpoint', open.url], {});
    await open.close();
    expect(problems.clock?.found).toMatch(/^3\d{3} s behind the endpoint$/);
  });

  test('says that nobody is there', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const { code, problems } = await examine(['--endpoint', `http://127.0.0.1:${port}`], {});
    expect(problems.connection?.found).toContain('ECONNREFUSED');
    expect(code).toBe(1);
  });
});
