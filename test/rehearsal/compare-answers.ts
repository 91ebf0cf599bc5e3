import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as z from 'zod';
import { root } from '../support/fixtures.ts';
import { run } from './run.ts';

const predictions = z.array(z.object({ index: z.int(), label: z.string(), score: z.number() }));

export type Predictions = z.infer<typeof predictions>;

/** The parts of an answer that the rehearsal compares. */
export const answerSchema = z.object({
  predictions,
  model: z.object({ id: z.string(), precision: z.string() }),
  coldStart: z.boolean(),
});

export type Answer = z.infer<typeof answerSchema>;

/** Allowed difference between scores of processors whose 8-bit arithmetic rounds differently. */
const tolerance = 0.03;

/** Classifies picture files on this machine with the command; returns the 100 best classes of each. */
export async function classifyLocally(
  files: readonly string[],
  { model, home }: { readonly model: string; readonly home: string },
): Promise<Predictions[]> {
  const command = [process.execPath, join(root, 'client/cli/glimpse.mjs')];
  const flags = ['classify', '--json', '--top-k', '100', '--model', model];
  const env = { ...process.env, GLIMPSE_HOME: home };
  const { stdout } = await run([...command, ...flags, ...files], { env });
  return z
    .array(z.object({ ok: z.literal(true), predictions }))
    .parse(JSON.parse(stdout))
    .map((answer) => answer.predictions);
}

/**
 * Compares each score of an answer with the score of the same class elsewhere.
 *
 * @param expected Returns the score of a class by its index; undefined if it is not among the best there.
 * @returns The largest difference.
 * @throws AssertionError
 */
export function compareScores(
  found: Predictions,
  expected: (index: number) => number | undefined,
): number {
  assert.ok(found.length > 0, 'there are no predictions');
  const differences = found.map(({ index, label, score }) => {
    // A class that is not among the 100 best of 1000 has a score below 0.01.
    const difference = Math.abs(score - (expected(index) ?? 0));
    assert.ok(difference <= tolerance, `${label} ${score}, expected ${expected(index)}`);
    return difference;
  });
  return Math.max(...differences);
}

/** Creates a function that returns the score of a class index. */
export function createScoreLookup(known: Predictions): (index: number) => number | undefined {
  const scores = new Map(known.map(({ index, score }) => [index, score]));
  return (index) => scores.get(index);
}
