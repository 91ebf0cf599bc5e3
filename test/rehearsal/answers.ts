import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as z from 'zod';
import { run } from './run.ts';
import { root } from './workplace.ts';

const predictions = z.array(z.object({ index: z.int(), label: z.string(), score: z.number() }));

export type Predictions = z.infer<typeof predictions>;

/** What of an answer to a picture is looked at here. */
export const answerSchema = z.object({
  predictions,
  model: z.object({ id: z.string(), precision: z.string() }),
  coldStart: z.boolean(),
});

export type Answer = z.infer<typeof answerSchema>;

/** How far scores may lie apart between processors whose 8-bit arithmetic rounds differently. */
const tolerance = 0.03;

/** What this machine says to picture files, by the command: the hundred best classes of each. */
export async function answersHere(
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
 * Checks each score of an answer against the one that class has elsewhere.
 *
 * @param expected Score of a class by its index; undefined where it is not among the best there.
 * @returns The greatest difference.
 * @throws AssertionError
 */
export function compareScores(
  found: Predictions,
  expected: (index: number) => number | undefined,
): number {
  assert.ok(found.length > 0, 'there are no predictions');
  const differences = found.map(({ index, label, score }) => {
    // What is not among the hundred best of a thousand has less than a hundredth.
    const difference = Math.abs(score - (expected(index) ?? 0));
    assert.ok(difference <= tolerance, `${label} ${score}, expected ${expected(index)}`);
    return difference;
  });
  return Math.max(...differences);
}

/** The scores of predictions by their classes. */
export function scoresOf(known: Predictions): (index: number) => number | undefined {
  const scores = new Map(known.map(({ index, score }) => [index, score]));
  return (index) => scores.get(index);
}
