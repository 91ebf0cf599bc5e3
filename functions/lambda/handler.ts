import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { handleEvent, type Invocation } from './event.ts';
import { startFunction } from './start.ts';

// Starts here because INIT runs at full CPU speed and ends before the first request.
const app = await startFunction(process.env);

/** The Lambda entry: turns function-URL events into results. Never throws. */
export const handler = (
  event: unknown,
  invocation: Invocation,
): Promise<APIGatewayProxyStructuredResultV2> => handleEvent(app, event, invocation);
