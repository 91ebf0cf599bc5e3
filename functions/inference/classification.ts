import type { Label } from '../../models/format/labels.ts';
import type { PictureFormat } from '../image/formats/sniff.ts';
import type { Explanation } from './explain.ts';

export interface Prediction {
  /** 1 for the best. */
  rank: number;
  /** Position among the model's classes, from 0. */
  index: number;
  /** WordNet 3.0 synset; null if the model's classes are not from WordNet. */
  synset: string | null;
  label: string;
  /** Softmax over all classes, 0 to 1. */
  score: number;
}

/** The result for one picture, before it has a request id. */
export interface Classification {
  predictions: Prediction[];
  /** Size in pixels after EXIF orientation; bytes as received. */
  image: { format: PictureFormat; width: number; height: number; bytes: number };
  model: { id: string; precision: 'fp32' | 'int8'; sha256: string };
  /** Milliseconds; `fetchMs` is null if nothing was fetched. */
  timing: { fetchMs: number | null; decodeMs: number; inferenceMs: number; totalMs: number };
  /** True for the first answer of a process. */
  coldStart: boolean;
  explanation?: Explanation;
}

/** Returns the `k` best classes with their scores, best first, ties by index. */
export function rankPredictions(
  logits: Float32Array,
  labels: readonly Label[],
  k: number,
): Prediction[] {
  const scores = softmax(logits);
  return topK(scores, k).map((index, position) => {
    const { synset = null, label = '' } = labels[index] ?? {};
    return { rank: position + 1, index, synset, label, score: scores[index] ?? 0 };
  });
}

/** Returns scores from 0 to 1 that sum to 1, in the order of the logits. */
export function softmax(logits: Float32Array): Float64Array {
  const max = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const powers = new Float64Array(logits).map((logit) => Math.exp(logit - max));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/** Returns the indices of the `k` largest scores, largest first, ties by index. */
export function topK(scores: Float64Array, k: number): number[] {
  const best: number[] = [];
  const getScore = (index: number | undefined): number => scores[index ?? -1] ?? -1;
  scores.forEach((score, index) => {
    if (best.length === k && score <= getScore(best.at(-1))) return;
    let at = best.length;
    while (at > 0 && score > getScore(best[at - 1])) at -= 1;
    best.splice(at, 0, index);
    if (best.length > k) best.pop();
  });
  return best;
}
