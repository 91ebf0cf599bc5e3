import { readFileSync, writeSync } from 'node:fs';

// Stands in for the managed runtime where its native client cannot be built: imports the handler as
// an ECMAScript module, which is INIT, and hands it one event after the other. What it has to tell
// goes to file 3, a JSON document a line; stdout is the function's log.

const tell = (told) => writeSync(3, `${JSON.stringify(told)}\n`);

const [file, name] = process.env._HANDLER.split('.');
const events = JSON.parse(readFileSync('/var/runtime/events.json', 'utf8'));
const started = performance.now();
const { [name]: handler } = await import(`${process.env.LAMBDA_TASK_ROOT}/${file}.mjs`);
const { arch, version } = process;
tell({ init: { ms: performance.now() - started, arch, version } });
for (const [index, event] of events.entries()) {
  const began = performance.now();
  const deadline = Date.now() + 900_000;
  const answer = await handler(event, {
    awsRequestId: `00000000-0000-4000-8000-00000000000${index}`,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  });
  tell({ answer, ms: performance.now() - began });
}
