import { register } from 'node:module';
import { createFunctionUrlEvent } from '../../support/function-url-event.ts';

// Runs the function in an environment whose runtime layer lacks ONNX Runtime. Prints its answers after
// its log.

const hooks = `export async function resolve(name, context, next) {
  if (name === 'onnxruntime-node') throw new Error('Cannot find package onnxruntime-node');
  return next(name, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);

const { handler } = await import('../../../functions/lambda/handler.ts');
const invocation = { awsRequestId: 'request' };
for (const path of ['/health', '/nothing']) {
  const { statusCode, body } = await handler(createFunctionUrlEvent({ path }), invocation);
  process.stdout.write(`${JSON.stringify({ statusCode, body })}\n`);
}
