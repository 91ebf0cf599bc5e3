import assert from 'node:assert/strict';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type Answer, answerSchema } from '../answers.ts';
import type { LambdaEnvironment } from './environment.ts';

export interface Refusal {
  readonly status: number;
  readonly code: string;
}

/** Hands an event over and returns the function's result. @throws AssertionError for an error of the function. */
export async function resultOf(
  environment: LambdaEnvironment,
  event: unknown,
): Promise<APIGatewayProxyStructuredResultV2> {
  const { kind, body, taken } = await environment.invoke(event);
  assert.equal(kind, 'response', body);
  assert.ok(taken, 'the Runtime API refused the response');
  return JSON.parse(body);
}

/** The answer to a picture, from either API. @throws ZodError where it is refused. */
export async function answerTo(environment: LambdaEnvironment, event: unknown): Promise<Answer> {
  const body = JSON.parse((await resultOf(environment, event)).body ?? 'null');
  return answerSchema.parse(body?.result?.data ?? body);
}

/** Status and code of a refusal, from either API. @throws AssertionError for an answer. */
export async function refusalOf(environment: LambdaEnvironment, event: unknown): Promise<Refusal> {
  const { statusCode = 0, body } = await resultOf(environment, event);
  const parsed = JSON.parse(body ?? 'null');
  const code = parsed?.code ?? parsed?.error?.data?.code;
  assert.ok(statusCode >= 400 && typeof code === 'string', `${statusCode} ${body?.slice(0, 500)}`);
  return { status: statusCode, code };
}
