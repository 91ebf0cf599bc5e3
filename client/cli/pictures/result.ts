import type { Answer } from '../../../functions/api/contract.ts';
import { type Failure, toFailure } from '../../../functions/api/failure.ts';
import type { Picture } from '../../../functions/image/read-picture.ts';
import { type ClientErrorCode, GlimpseError } from '../../typescript/src/answers/glimpse-error.ts';
import type { Shrinking } from '../../typescript/src/pictures/shrink.ts';
import { FileError } from '../errors.ts';
import type { Input } from './inputs.ts';

/** The API's answer and what the command adds to it. */
export interface ClassifyAnswer extends Answer {
  /** Present if the picture was too large for the endpoint and a smaller one was sent. */
  readonly shrunk?: Shrinking;
  /** File of the picture with its heat map. */
  readonly overlay?: string;
}

/** Result for one picture; `--json` prints an array of these. */
export type ClassifyResult =
  | ({ readonly input: string; readonly ok: true } & ClassifyAnswer)
  | { readonly input: string; readonly ok: false; readonly error: ResultError };

interface ResultError {
  readonly code: Failure['code'] | FileError['code'] | ClientErrorCode;
  readonly message: string;
  readonly details: object;
}

/** Reads and classifies one picture; an error becomes part of the result. */
export async function classifyInput(
  { name, read }: Input,
  classify: (picture: Picture) => Promise<ClassifyAnswer>,
): Promise<ClassifyResult> {
  try {
    return { input: name, ok: true, ...(await classify(await read())) };
  } catch (error) {
    return { input: name, ok: false, error: toResultError(error) };
  }
}

function toResultError(error: unknown): ResultError {
  if (!(error instanceof FileError || error instanceof GlimpseError)) return toFailure(error);
  const { code, message, details } = error;
  return { code, message, details };
}
