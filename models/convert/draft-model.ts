import { createHash } from 'node:crypto';
import type { Manifest } from '../format/manifest.ts';
import { ModelError } from '../format/model-error.ts';
import type { Model } from '../store/open-model.ts';
import { type ClassLabels, checkLabels } from './class-labels.ts';

/** What is known about a model before it is converted. */
export interface ModelMetadata {
  readonly id: string;
  readonly title: string;
  readonly source: Manifest['source'];
  readonly accuracy?: Manifest['accuracy'];
  readonly labels: ClassLabels;
  /** Picture for the self-check: `checkSide` x `checkSide` x 3 bytes, RGB, row by row. */
  readonly checkPicture: Uint8Array;
}

/** An ONNX file, and what its conversion determined. */
export interface ConvertedFile
  extends Pick<Manifest, 'architecture' | 'precision' | 'input' | 'classes'> {
  readonly bytes: Uint8Array;
}

/** Side of the check picture in pixels: the smallest that reveals saturating 8-bit kernels. */
export const checkSide = 28;

/**
 * Creates a model that has not run yet: its check has no logits.
 *
 * @throws ModelError if it has one class, or another number of labels than classes.
 */
export function draftModel({ bytes, ...file }: ConvertedFile, metadata: ModelMetadata): Model {
  const { labels, checkPicture, ...known } = metadata;
  if (file.classes < 2) {
    throw new ModelError(
      'This model has a single output, so its score would always be 100 %: export it with one output for each of two classes.',
    );
  }
  checkLabels(labels, file.classes);
  const manifest: Manifest = {
    ...known,
    ...file,
    file: 'model.onnx',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    labels: { en: 'labels.json', ...(labels.translations.zh && { zh: 'labels.zh.json' }) },
    licence: 'LICENSE',
    check: {
      side: checkSide,
      pixels: Buffer.from(checkPicture).toString('base64'),
      logits: [],
      tolerance: 0,
    },
  };
  return { manifest, labels: labels.labels, translations: labels.translations, bytes };
}
