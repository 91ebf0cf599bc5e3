import type { TranslatedLabel } from '../format/labels.ts';
import { type Manifest, manifestSchema } from '../format/manifest.ts';
import type { ModelFiles } from '../store/install-model.ts';
import type { ConvertedModel } from './convert-checkpoint.ts';

/** The files of a model's folder; `licence` is the text that goes with it. */
export function modelFiles({ model, calibration }: ConvertedModel, licence: string): ModelFiles {
  const { manifest, labels, translations, bytes } = model;
  const { en, zh } = manifest.labels;
  return {
    [manifest.file]: bytes,
    [en]: labelsText(labels),
    ...(zh && translations.zh && { [zh]: labelsText(translations.zh) }),
    [manifest.licence]: licence,
    ...(manifest.calibration?.file &&
      calibration && { [manifest.calibration.file]: lines(calibration) }),
    'manifest.json': manifestText(manifest),
  };
}

/** An array with a class on each line. */
function labelsText(labels: readonly TranslatedLabel[]): string {
  return `[\n${labels.map((label) => JSON.stringify(label)).join(',\n')}\n]\n`;
}

/** In the order of the schema, the logits on one line. */
function manifestText(manifest: Manifest): string {
  const { check, ...rest } = manifestSchema.parse(manifest);
  const text = JSON.stringify({ ...rest, check: { ...check, logits: [] } }, null, 2);
  return `${text.replace('"logits": []', `"logits": [${check.logits.join(', ')}]`)}\n`;
}

/** An object with each of its fields on a line. */
function lines(fields: object): string {
  const written = Object.entries(fields).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return `{\n${written.join(',\n')}\n}\n`;
}
