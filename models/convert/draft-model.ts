import { createHash } from 'node:crypto';
import type { Manifest } from '../format/manifest.ts';
import { ModelError } from '../format/model-error.ts';
import type { Model } from '../store/open-model.ts';
import { type ClassLabels, checkLabels } from './class-labels.ts';

/** What is known of a model before it is made. */
export interface ModelMetadata {
  readonly id: string;
  readonly title: string;
  readonly source: Manifest['source'];
  readonly accuracy?: Manifest['accuracy'];
  readonly labels: ClassLabels;
  /** Picture for the check: `checkSide` x `checkSide` x 3 bytes, RGB, row by row. */
  readonly checkPicture: Uint8Array;
}

/** A model file, and what its making tells. */
export interface BuiltFile
  extends Pick<Manifest, 'architecture' | 'precision' | 'input' | 'classes'> {
  readonly bytes: Uint8Array;
}

/** Side of the check's picture: the least at which 8-bit kernels that saturate show. */
export const checkSide = 28;

/**
 * A model that has not answered yet: its check has no logits.
 *
 * @throws ModelError where there is one class, or not as many labels as classes.
 */
export function draftModel({ bytes, ...made }: BuiltFile, about: ModelMetadata): Model {
  const { labels, checkPicture, ...known } = about;
  if (made.classes < 2) {
    throw new ModelError(
      'This model has a single output, whose score would always be 100 %: give it one for each of two classes.',
    );
  }
  checkLabels(labels, made.classes);
  const manifest: Manifest = {
    ...known,
    ...made,
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
