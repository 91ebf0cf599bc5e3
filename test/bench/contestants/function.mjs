// Loads the bundle of the function, as Lambda does in INIT; if there is an event, sends it that request.
// Arguments: BUNDLE [EVENT], a file of JSON.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [, , bundle, event] = process.argv;
const { handler } = await import(pathToFileURL(bundle).href);
if (event) {
  const { statusCode } = await handler(JSON.parse(readFileSync(event, 'utf8')), {
    awsRequestId: 'bench',
    getRemainingTimeInMillis: () => 30_000,
  });
  if (statusCode !== 200) throw new Error(`the function answered ${statusCode}`);
}
process.exit(0);
