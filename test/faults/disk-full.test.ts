import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { fixturePath } from '../models/network/networks.ts';
import { root } from '../support/fixtures.ts';
import { startGateway } from '../support/gateway.ts';
import { runGlimpse } from '../support/run-glimpse.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { send } from './client.ts';
import { expectEspresso, expectWorking } from './expect.ts';
import { createCostlyCoffee } from './pictures.ts';
import { missing, onSmallDisk, withoutPrivileges } from './programs.ts';
import { type Server, type ServerOptions, startServer } from './server.ts';

describe('a server', () => {
  const running: Server[] = [];

  afterEach(async () => {
    for (const server of running.splice(0)) expect(await server.stop()).toBe(0);
  });

  async function start(options: Partial<ServerOptions> = {}): Promise<Server> {
    const server = await startServer({ home: temporaryFolder(), ...options });
    running.push(server);
    return server;
  }

  test('without room for its own files answers every picture', async ({ skip }) => {
    skip(missing.mounts !== undefined, missing.mounts);
    const home = temporaryFolder();
    const through = onSmallDisk(home, { kilobytes: 4 });
    const { url } = await start({ home, through, env: { TMPDIR: home } });
    await expectWorking(url);
    expectEspresso(await send(url, { body: await createCostlyCoffee() }));
  });

  test.runIf(process.platform === 'linux')('whose log is on a full disk goes on', async () => {
    const { url } = await start({ through: ['sh', '-c', 'exec "$@" 2>/dev/full', 'sh'] });
    for (let i = 0; i < 3; i += 1) await expectWorking(url);
  });

  test('whose log nobody reads any more goes on', async () => {
    const { url, child } = await start();
    child.stderr?.destroy();
    for (let i = 0; i < 3; i += 1) await expectWorking(url);
  });
});

describe('glimpse models add', () => {
  const home = temporaryFolder();
  const labels = join(home, 'ten.txt');
  writeFileSync(labels, Array.from({ length: 10 }, (_, at) => `class ${at}\n`).join(''));
  const add = ['models', 'add', fixturePath('checkpoints/tiny-resnet18.pth'), '--name', 'tiny'];
  const args = [...add, '--labels', labels, '--precision', 'fp32'];

  test('on a full disk says so, and leaves nothing there', async ({ skip }) => {
    skip(missing.mounts !== undefined, missing.mounts);
    const full = join(home, 'full');
    mkdirSync(full);
    const through = onSmallDisk(full, { kilobytes: 64, list: true });
    const { code, stdout, stderr } = await runGlimpse(args, {
      through,
      env: { GLIMPSE_HOME: full },
    });
    expect(getLastLine(stderr)).toMatch(
      /^glimpse: .+ no space left .+; check free space and .+\.$/,
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });

  test('without permission says so, and leaves nothing', async ({ skip }) => {
    skip(missing.permissions !== undefined, missing.permissions);
    const locked = join(home, 'locked');
    mkdirSync(locked);
    chmodSync(locked, 0o500);
    const { code, stderr } = await runGlimpse(args, {
      through: withoutPrivileges,
      env: { GLIMPSE_HOME: locked },
    });
    expect(getLastLine(stderr)).toMatch(/^glimpse: .+ permission denied.+; check free space and /);
    expect(code).toBe(1);
    expect(readdirSync(locked)).toEqual([]);
  });
});

test('a download on a full disk says so, and keeps what it has', async ({ skip }) => {
  skip(missing.mounts !== undefined, missing.mounts);
  const body = 'x'.repeat(200_000);
  const sha256 = createHash('sha256').update(body).digest('hex');
  const gateway = await startGateway({ body });
  const folder = temporaryFolder();
  const options = { url: gateway.url, bytes: body.length, sha256, to: join(folder, 'file') };
  const program = `
    import { download } from './models/store/download/download.ts';
    await download(${JSON.stringify(options)}).catch(({ message }) => console.log(message));`;
  const node = [process.execPath, '--import', 'tsx', '--input-type=module', '--eval', program];
  const [command = '', ...args] = [...onSmallDisk(folder, { kilobytes: 64, list: true }), ...node];
  const { stdout } = await promisify(execFile)(command, args, { cwd: root });
  await gateway.close();
  const [message, ...files] = stdout.trimEnd().split('\n');
  expect(message).toMatch(
    /file cannot be written: .+ no space left .+; check free space and .+\.$/,
  );
  // The next attempt continues there.
  expect(files).toEqual([join(folder, 'file.part')]);
});

function getLastLine(text: string): string | undefined {
  return text.trimEnd().split('\n').at(-1);
}
