import { randomUUID } from 'node:crypto';
import type { Answer, ClassifyOptions } from '../../functions/api/contract.ts';
import { type Failure, toFailure } from '../../functions/api/failure.ts';
import type { Service } from '../../functions/api/service.ts';
import { FileError } from './file-error.ts';
import type { Input } from './inputs.ts';

/** What programs read of one picture: `--json` prints an array of these. */
export type Result =
  | ({ readonly input: string; readonly ok: true } & Answer)
  | { readonly input: string; readonly ok: false; readonly error: ResultError };

interface ResultError {
  readonly code: Failure['code'] | FileError['code'];
  readonly message: string;
  readonly details: object;
}

/** Asks about one picture; what goes wrong is part of the result. */
export async function classifyInput(
  { name, read }: Input,
  service: Service,
  options: ClassifyOptions,
): Promise<Result> {
  try {
    const answer = await service.classify(
      { image: await read(), ...options },
      { requestId: randomUUID() },
    );
    return { input: name, ok: true, ...answer };
  } catch (error) {
    return { input: name, ok: false, error: toResultError(error) };
  }
}

function toResultError(error: unknown): ResultError {
  if (!(error instanceof FileError)) return toFailure(error);
  const { code, message, details } = error;
  return { code, message, details };
}
