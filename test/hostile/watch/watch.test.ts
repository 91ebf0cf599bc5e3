import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { listTree, readCpu, readHeld } from '../../support/process-tree.ts';
import { HealthProbe } from './health-probe.ts';
import { compareHeld, Watcher } from './watcher.ts';

/** Opens a socket, holds 80 MB and works for 200 ms of processor time on request. */
const program = `
process.stdin.once('data', () => {
  require('node:net').createServer().listen(0, '127.0.0.1');
  globalThis.held = Buffer.alloc(80 * 2 ** 20, 1);
  const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 99)']);
  const start = process.cpuUsage().user;
  while (process.cpuUsage().user - start < 200_000);
  child.once('spawn', () => process.stdout.write('done'));
});
process.stdout.write('ready');
`;

async function startProgram() {
  const child = spawn(process.execPath, ['-e', program], { stdio: 'pipe' });
  onTestFinished(() => {
    for (const pid of listTree(child.pid as number).reverse()) process.kill(pid);
  });
  await once(child.stdout, 'data');
  return child;
}

test.runIf(process.platform === 'linux')(
  'a watcher sees memory, time and what is not given back',
  async () => {
    const child = await startProgram();
    const pid = child.pid as number;
    const watcher = new Watcher(pid);
    onTestFinished(() => watcher.stop());
    await watcher.ready();
    const [before, cpu] = [readHeld(pid), readCpu(pid)];
    child.stdin.write('go');
    await once(child.stdout, 'data');
    await setTimeout(300);
    const after = readHeld(pid);
    expect(listTree(pid)).toHaveLength(2);
    expect(readCpu(pid) - cpu).toBeGreaterThan(100);
    expect(watcher.takePeak()).toBeGreaterThan(before.memory + 75);
    expect(compareHeld(before, after)[0]).toMatch(/^\d+ sockets$/);
    expect(compareHeld(after, after)).toEqual([]);
  },
);

test.runIf(process.platform === 'linux')(
  'a probe sees how long an event loop stands still',
  async () => {
    let isBlocked = false;
    const server = createServer((_request, response) => {
      const { user } = process.cpuUsage();
      while (isBlocked && process.cpuUsage().user - user < 200_000);
      isBlocked = false;
      response.end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const probe = new HealthProbe({ pid: process.pid, port });
    onTestFinished(async () => {
      await probe.stop();
      server.close();
      server.closeAllConnections();
    });
    while (probe.answers < 5) await setTimeout(20);
    probe.takeWorst();
    isBlocked = true;
    while (isBlocked) await setTimeout(100);
    await setTimeout(200);
    expect(probe.takeWorst()).toBeGreaterThan(50);
  },
);
