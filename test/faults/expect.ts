import { expect } from 'vitest';
import { espresso } from '../support/espresso.ts';
import { type Answer, send } from './client.ts';
import { coffee } from './pictures.ts';

/** What a caller must never see: a stack trace, or a path of the server. */
const privateText =
  /\n\s+at |\bat \S+ \(|node_modules|file:\/\/|\.(m?js|ts):\d|\/(root|home|tmp|work)\//;

/** Expects an answer with a code, one sentence, and nothing about the server. */
export function expectCode({ status, body }: Answer, expected: number, code: string): void {
  expect({ status, code: body.code }).toEqual({ status: expected, code });
  expect(body.detail).toMatch(/^[^\n]+\.$/);
  expect(JSON.stringify(body)).not.toMatch(privateText);
}

/** Expects that a picture was answered correctly; it must be coffee.jpg, in any format or size. */
export function expectEspresso({ status, body }: Answer): void {
  expect({ status, body }).toMatchObject({ status: 200, body: { predictions: [espresso] } });
}

/** Sends a good photograph, and expects the right answer. */
export async function expectWorking(url: string): Promise<void> {
  expectEspresso(await send(url, { body: coffee }));
}
