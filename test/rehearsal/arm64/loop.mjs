import childProcess from 'node:child_process';
import { readFileSync, writeSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

// Replaces the managed runtime, whose native client cannot be built for arm64 here: imports the handler
// as an ECMAScript module, which is INIT, and invokes it with one event after the other. Writes one
// JSON document per line to file descriptor 3; stdout is the function's log.

// The kernel of this machine cannot run Node for arm64 by itself.
const { fork } = childProcess;
childProcess.fork = (entry, args, options) => {
  const execArgv = ['-cpu', 'neoverse-n1', '/var/lang/bin/node', ...options.execArgv];
  return fork(entry, args, { ...options, execPath: '/usr/bin/emulator', execArgv });
};
syncBuiltinESMExports();

const send = (message) => writeSync(3, `${JSON.stringify(message)}\n`);

const [file, name] = process.env._HANDLER.split('.');
const events = JSON.parse(readFileSync('/var/runtime/events.json', 'utf8'));
const started = performance.now();
const { [name]: handler } = await import(`${process.env.LAMBDA_TASK_ROOT}/${file}.mjs`);
const { arch, version } = process;
send({ init: { ms: performance.now() - started, arch, version } });
for (const [index, event] of events.entries()) {
  const began = performance.now();
  const deadline = Date.now() + 900_000;
  const answer = await handler(event, {
    awsRequestId: `00000000-0000-4000-8000-00000000000${index}`,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  });
  send({ answer, ms: performance.now() - began });
}
