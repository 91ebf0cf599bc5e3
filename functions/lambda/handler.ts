import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { handleEvent, type Invocation } from './event.ts';
import { startFunction } from './start.ts';

// INIT runs at full speed, and ends before the first request.
const app = await startFunction(process.env);

/** The Lambda entry: function-URL events in, results out; never throws. */
export const handler = (
  event: unknown,
  invocation: Invocation,
): Promise<APIGatewayProxyStructuredResultV2> => handleEvent(app, event, invocation);
