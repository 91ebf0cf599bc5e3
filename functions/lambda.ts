import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { pino } from 'pino';
import { assemble } from './assemble.ts';
import { createApp } from './http/app.ts';
import { handleEvent } from './http/event.ts';
import { loadPage } from './http/page.ts';
import { functionUrlLimits } from './image/limits.ts';
import { publicUrlPolicy } from './image/url/policy.ts';
import { readLambdaSettings } from './settings.ts';

/** Written at once: what waits in memory is lost or late when Lambda freezes the process. */
const log = pino(pino.destination({ sync: true }));
const { pageFolder, ...settings } = readLambdaSettings(process.env);
const limits = functionUrlLimits;
const { classifier, service } = assemble({ ...settings, limits, urls: publicUrlPolicy, log });
const app = createApp({ service, limits, page: await loadPage(pageFolder), log });

// INIT runs at full speed and ends before the first request; a failed start is tried again by each.
await classifier.start().catch((err: unknown) => log.error({ err }, 'the model did not start'));

/** The Lambda entry: function-URL events in, results out; never throws. */
export const handler = (
  event: unknown,
  context: { readonly awsRequestId: string },
): Promise<APIGatewayProxyStructuredResultV2> => handleEvent(app, event, context.awsRequestId);
