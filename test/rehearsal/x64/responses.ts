import assert from 'node:assert/strict';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type Answer, answerSchema } from '../compare-answers.ts';
import type { LambdaEnvironment } from './environment.ts';

export interface Refusal {
  readonly status: number;
  readonly code: string;
}

/** Invokes the function and returns its result. @throws AssertionError if the function fails. */
export async function getResult(
  environment: LambdaEnvironment,
  event: unknown,
): Promise<APIGatewayProxyStructuredResultV2> {
  const { kind, body, accepted } = await environment.invoke(event);
  assert.equal(kind, 'response', body);
  assert.ok(accepted, 'the Runtime API refused the response');
  return JSON.parse(body);
}

/** Invokes either API and returns the answer. @throws ZodError if the picture is refused. */
export async function getAnswer(environment: LambdaEnvironment, event: unknown): Promise<Answer> {
  const body = JSON.parse((await getResult(environment, event)).body ?? 'null');
  return answerSchema.parse(body?.result?.data ?? body);
}

/** Invokes either API and returns status and code of the refusal. @throws AssertionError for an answer. */
export async function getRefusal(environment: LambdaEnvironment, event: unknown): Promise<Refusal> {
  const { statusCode = 0, body } = await getResult(environment, event);
  const parsed = JSON.parse(body ?? 'null');
  const code = parsed?.code ?? parsed?.error?.data?.code;
  assert.ok(statusCode >= 400 && typeof code === 'string', `${statusCode} ${body?.slice(0, 500)}`);
  return { status: statusCode, code };
}
