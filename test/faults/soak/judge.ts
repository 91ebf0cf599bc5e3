import type { Answer } from '../client.ts';
import type { Kind } from './mix.ts';

interface Prediction {
  readonly label: string;
}

/** Compares an answer with the right one; returns what is wrong, or undefined. */
export function findFault({ status, expected }: Kind, answer: Answer): string | undefined {
  const [best] = (answer.body.predictions ?? []) as readonly Prediction[];
  const found = best?.label ?? answer.body.code;
  if (answer.status === status && (expected === undefined || found === expected)) return undefined;
  return `answered ${answer.status} ${found ?? ''}, expected ${status} ${expected ?? ''}`;
}
