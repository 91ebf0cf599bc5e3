import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// Answers events that come as messages with the function's entry, as AWS's runtime does.

const [checkout] = process.argv.slice(2);
const path = join(checkout, 'functions', 'lambda', 'handler.ts');
const { handler } = await import(pathToFileURL(path).href);
const getRemainingTimeInMillis = () => 30_000;
let count = 0;

process.on('message', async (event) => {
  count += 1;
  const invocation = { awsRequestId: `request-${count}`, getRemainingTimeInMillis };
  process.send(await handler(event, invocation));
});
process.send('ready');
