import type { TranslatedLabel } from '../format/labels.ts';
import { type Manifest, manifestSchema } from '../format/manifest.ts';
import type { ModelFiles } from '../store/install-model.ts';
import { formatValidated, validatedFile } from '../store/validated.ts';
import type { ConvertedModel } from './convert-checkpoint.ts';

/** Returns the files of a model's folder; `licence` is the text of its LICENSE. */
export function createModelFiles(
  { model, calibration }: ConvertedModel,
  licence: string,
): ModelFiles {
  const { manifest, labels, translations, bytes } = model;
  const { en, zh } = manifest.labels;
  const files = {
    [manifest.file]: bytes,
    [en]: formatLabels(labels),
    ...(zh && translations.zh && { [zh]: formatLabels(translations.zh) }),
    [manifest.licence]: licence,
    ...(manifest.calibration?.file &&
      calibration && { [manifest.calibration.file]: formatFields(calibration) }),
    'manifest.json': formatManifest(manifest),
  };
  return { ...files, [validatedFile]: formatValidated(files) };
}

/** Writes an array with one class per line. */
function formatLabels(labels: readonly TranslatedLabel[]): string {
  return `[\n${labels.map((label) => JSON.stringify(label)).join(',\n')}\n]\n`;
}

/** Writes the fields in the order of the schema, and the logits on one line. */
function formatManifest(manifest: Manifest): string {
  const { check, ...rest } = manifestSchema.parse(manifest);
  const text = JSON.stringify({ ...rest, check: { ...check, logits: [] } }, null, 2);
  return `${text.replace('"logits": []', `"logits": [${check.logits.join(', ')}]`)}\n`;
}

/** Writes an object with one field per line. */
function formatFields(fields: object): string {
  const lines = Object.entries(fields).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return `{\n${lines.join(',\n')}\n}\n`;
}
