import { functionUrlLimits } from '../../../functions/image/limits.ts';
import { megabytes, percent } from '../../terminal/format.ts';
import { isRecord, readReply } from '../../typescript/src/answers/reply.ts';
import { type Endpoint, openEndpoint } from '../endpoint/endpoint.ts';
import type { EndpointFlags } from '../endpoint/flags.ts';
import { decodeText, sendOnce } from '../endpoint/send-once.ts';
import { type Finding, look } from './finding.ts';
import { checkClock, checkNetwork } from './network-checks.ts';

export interface CheckEndpointOptions {
  readonly url: string;
  readonly flags: EndpointFlags;
  /** Bytes of a photograph to ask about. */
  readonly sample: () => Promise<Buffer>;
}

/** What is wrong with a deployment? Ends with the first look that makes the next ones pointless. */
export async function* checkEndpoint(options: CheckEndpointOptions): AsyncGenerator<Finding> {
  const endpoint = await openEndpoint(options.url, options.flags);
  for await (const finding of checkNetwork(endpoint.url)) {
    yield finding;
    if (!finding.ok) return;
  }
  yield await look('signing', () => describeSigning(endpoint));
  const health = await look('health', () => seeHealth(endpoint), 'see the log of the function');
  yield health;
  yield await look('clock', () => checkClock(endpoint), 'try again');
  if (!health.ok) return;
  yield await look('model', () => seeModel(endpoint), 'see the log of the function');
  yield await look('picture', () => seePicture(endpoint, options.sample), 'see the log');
}

function describeSigning({ identity, url }: Endpoint) {
  if (identity) return { found: `requests are signed by ${identity.accessKeyId}` };
  return { found: `requests to ${url.host} are not signed` };
}

/** The first request: where nothing runs yet, its time is that of a cold start. */
async function seeHealth({ url, fetch, demand }: Endpoint) {
  const started = performance.now();
  await demand(askHealth(fetch, new URL('health', url)));
  return { found: `answers, in ${(performance.now() - started).toFixed(0)} ms` };
}

async function askHealth(fetch: Endpoint['fetch'], url: URL): Promise<void> {
  const received = await sendOnce(fetch, url);
  const isAnswer = (body: unknown): boolean => isRecord(body) && body.status === 'ok';
  readReply({ ...received, text: decodeText(received) }, { isAnswer, sentBytes: 0 });
}

async function seeModel({ client, demand }: Endpoint) {
  const { id, precision, kernels, limits } = await demand(client.model());
  const found = `${id}, ${precision}, kernels ${kernels}; takes pictures of ${megabytes(limits.pictureBytes)}`;
  if (limits.pictureBytes >= functionUrlLimits.pictureBytes) return { found };
  return { found, advice: 'deploy a current version: every Glimpse takes 4.5 MB' };
}

async function seePicture({ client, demand }: Endpoint, sample: () => Promise<Buffer>) {
  const bytes = await sample();
  const times: string[] = [];
  let said = '';
  for (const which of ['first', 'second']) {
    const started = performance.now();
    const { predictions, coldStart, timing } = await demand(client.classify(bytes, { topK: 1 }));
    const ms = (performance.now() - started).toFixed(0);
    const start = coldStart ? 'cold' : 'warm';
    times.push(
      `${which} ${ms} ms (${start}, ${timing.totalMs.toFixed(0)} ms of it for the picture)`,
    );
    said = predictions[0] ? `${predictions[0].label} ${percent(predictions[0].score)}` : 'nothing';
  }
  return { found: `${said}; ${times.join(', ')}` };
}
