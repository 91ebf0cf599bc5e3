import { functionUrlLimits } from '../../../functions/image/limits.ts';
import type { CheckResult } from '../../terminal/check-result.ts';
import { megabytes, percent } from '../../terminal/format.ts';
import { isRecord } from '../../typescript/src/answers/json.ts';
import { readReply } from '../../typescript/src/answers/reply.ts';
import { type Endpoint, openEndpoint } from '../endpoint/endpoint.ts';
import type { EndpointFlags } from '../endpoint/flags.ts';
import { decodeText, sendOnce } from '../endpoint/send-once.ts';
import { checkClock, checkNetwork } from './network-checks.ts';
import { runCheck } from './run-check.ts';

export interface CheckEndpointOptions {
  readonly url: string;
  readonly flags: EndpointFlags;
  /** Reads the bytes of a photograph to classify. */
  readonly sample: () => Promise<Buffer>;
}

const logAdvice = 'look at the log of the function';

/** Checks a deployment. Stops at the first failure that makes later checks meaningless. */
export async function* checkEndpoint(options: CheckEndpointOptions): AsyncGenerator<CheckResult> {
  const endpoint = await openEndpoint(options.url, options.flags);
  for await (const result of checkNetwork(endpoint.url)) {
    yield result;
    if (result.state === 'problem') return;
  }
  yield await runCheck('signing', () => describeSigning(endpoint));
  const health = await runCheck('health', () => checkHealth(endpoint), logAdvice);
  yield health;
  yield await runCheck('clock', () => checkClock(endpoint), 'try again');
  if (health.state === 'problem') return;
  yield await runCheck('model', () => checkModel(endpoint), logAdvice);
  yield await runCheck('picture', () => checkPicture(endpoint, options.sample), logAdvice);
}

function describeSigning({ identity, url }: Endpoint) {
  if (identity) return { found: `requests are signed by ${identity.accessKeyId}` };
  return { found: `requests to ${url.host} are not signed` };
}

/** Sends the first request: if no instance is running, its time includes a cold start. */
async function checkHealth({ url, fetch, orEndpointError }: Endpoint) {
  const started = performance.now();
  await orEndpointError(fetchHealth(fetch, new URL('health', url)));
  return { found: `answered in ${(performance.now() - started).toFixed(0)} ms` };
}

async function fetchHealth(fetch: Endpoint['fetch'], url: URL): Promise<void> {
  const received = await sendOnce(fetch, url);
  const isAnswer = (body: unknown): boolean => isRecord(body) && body.status === 'ok';
  readReply({ ...received, text: decodeText(received) }, { isAnswer, sentBytes: 0 });
}

async function checkModel({ client, orEndpointError }: Endpoint) {
  const { id, precision, kernels, limits } = await orEndpointError(client.model());
  const found = `${id}, ${precision}, ${kernels} kernels; accepts pictures up to ${megabytes(limits.pictureBytes)}`;
  if (limits.pictureBytes >= functionUrlLimits.pictureBytes) return { found };
  return { found, advice: 'deploy a current version: every Glimpse accepts 4.5 MB' };
}

async function checkPicture({ client, orEndpointError }: Endpoint, sample: () => Promise<Buffer>) {
  const bytes = await sample();
  const times: string[] = [];
  let best = '';
  for (const attempt of ['first', 'second']) {
    const started = performance.now();
    const answer = await orEndpointError(client.classify(bytes, { topK: 1 }));
    const ms = (performance.now() - started).toFixed(0);
    const { predictions, coldStart, timing } = answer;
    const start = coldStart ? 'cold' : 'warm';
    times.push(
      `${attempt} request ${ms} ms (${start}, ${timing.totalMs.toFixed(0)} ms for the picture)`,
    );
    best = predictions[0] ? `${predictions[0].label} ${percent(predictions[0].score)}` : 'nothing';
  }
  return { found: `${best}; ${times.join(', ')}` };
}
