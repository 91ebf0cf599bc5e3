import type { Label, TranslatedLabel } from '../format/labels.ts';
import type { OtherLanguage } from '../format/languages.ts';
import type { Manifest } from '../format/manifest.ts';
import { ModelError } from '../format/model-error.ts';
import { readJson } from './files.ts';

/** A model's class names in all its languages. */
export interface Labels {
  /** In English, one entry per class, in the order of the logits. */
  readonly labels: readonly Label[];
  /** In other languages, the same classes in the same order. */
  readonly translations: Readonly<Partial<Record<OtherLanguage, readonly TranslatedLabel[]>>>;
}

/**
 * Reads the class names of a model's folder and checks that every language names the same classes.
 *
 * @throws ModelError if a file is invalid or the languages do not match.
 */
export async function openLabels(folder: string, manifest: Manifest): Promise<Labels> {
  const { en, zh } = manifest.labels;
  const [labels, chinese] = await Promise.all([
    readJson(folder, en, async () => (await import('../format/labels.ts')).labelsSchema),
    zh === undefined
      ? undefined
      : readJson(folder, zh, async () => (await import('../format/labels.ts')).translationSchema),
  ]);
  refuseOtherCount(labels, en, manifest);
  if (zh === undefined || chinese === undefined) return { labels, translations: {} };
  refuseOtherCount(chinese, zh, manifest);
  const index = labels.findIndex(({ synset }, at) => synset !== chinese[at]?.synset);
  if (index !== -1) {
    throw new ModelError(
      `Model ${manifest.id} has ${labels[index]?.synset} as class ${index} in ${en} but ${chinese[index]?.synset} in ${zh}; correct one of the files.`,
    );
  }
  return { labels, translations: { zh: chinese } };
}

function refuseOtherCount({ length }: ArrayLike<unknown>, file: string, manifest: Manifest): void {
  if (length === manifest.classes) return;
  throw new ModelError(
    `Model ${manifest.id} has ${manifest.classes} classes but ${length} labels in ${file}; give it one label per class.`,
  );
}
