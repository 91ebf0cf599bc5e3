import type { Label } from '../../models/format/labels.ts';
import type { PictureFormat } from '../image/sniff.ts';
import type { Explanation } from './explain.ts';

export interface Prediction {
  /** 1 for the best. */
  rank: number;
  /** Position among the model's classes, from 0. */
  index: number;
  /** WordNet 3.0 synset; null where the model's classes are not WordNet's. */
  synset: string | null;
  label: string;
  /** Softmax over all classes, 0 to 1. */
  score: number;
}

/** What is said of one picture. */
export interface Classification {
  predictions: Prediction[];
  /** Size in pixels after EXIF orientation; bytes as they came. */
  image: { format: PictureFormat; width: number; height: number; bytes: number };
  model: { id: string; precision: 'fp32' | 'int8'; sha256: string };
  /** Milliseconds; `fetchMs` is null where nothing was fetched. */
  timing: { fetchMs: number | null; decodeMs: number; inferenceMs: number; totalMs: number };
  /** True for the first answer of a process. */
  coldStart: boolean;
  explanation?: Explanation;
}

/** The `k` best classes with their scores, best first, ties by index. */
export function rank(logits: Float32Array, labels: readonly Label[], k: number): Prediction[] {
  const scores = softmax(logits);
  return topK(scores, k).map((index, at) => {
    const { synset = null, label = '' } = labels[index] ?? {};
    return { rank: at + 1, index, synset, label, score: scores[index] ?? 0 };
  });
}

/** Scores 0..1 over all classes that sum to 1, in the order of the logits. */
export function softmax(logits: Float32Array): Float64Array {
  const largest = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const powers = Float64Array.from(logits, (logit) => Math.exp(logit - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/** Indices of the `k` largest scores, largest first, ties by index. */
export function topK(scores: Float64Array, k: number): number[] {
  const order = Array.from(scores.keys());
  order.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  return order.slice(0, k);
}
