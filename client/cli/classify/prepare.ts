import type { ClassifyOptions, LabelList } from '../../../functions/api/contract.ts';
import type { Picture } from '../../../functions/image/read-picture.ts';
import type { Language } from '../../../models/format/languages.ts';
import { UsageError } from '../../terminal/errors.ts';
import type { HeatMapWriter } from '../heatmap/writer.ts';
import type { Input } from '../pictures/inputs.ts';
import { type ClassifyAnswer, type ClassifyResult, classifyInput } from '../pictures/result.ts';
import type { Backend } from './backend.ts';

export interface PrepareOptions {
  readonly options: ClassifyOptions;
  /** Language of the class names. */
  readonly lang: Language;
  readonly heatMaps: HeatMapWriter | undefined;
}

/**
 * Creates a function that classifies one input: translates the labels and writes the heat map if
 * the options say so.
 *
 * @throws UsageError if the model lacks the language or heat maps: reported once, not per picture
 */
export async function prepareClassify(
  backend: Backend,
  { options, lang, heatMaps }: PrepareOptions,
): Promise<(input: Input) => Promise<ClassifyResult>> {
  const { id, languages, explains } = backend.model;
  if (!languages.includes(lang)) {
    throw new UsageError(
      `model ${id} has class names in ${languages.join(', ')} only, not in ${lang}`,
    );
  }
  if (heatMaps && !explains) {
    throw new UsageError(
      `EXPLAIN_UNAVAILABLE: model ${id} has no class activation maps; run without --explain`,
    );
  }
  const labels = lang === 'en' ? undefined : await backend.labels(lang);
  const classify = async (picture: Picture): Promise<ClassifyAnswer> => {
    const answer = await backend.classify(picture, options);
    return labels ? translate(answer, labels) : answer;
  };
  if (!heatMaps) return (input) => classifyInput(input, classify);
  return (input) =>
    classifyInput(input, async (picture) => {
      const read = await heatMaps.read(picture);
      const answer = await classify(read);
      return { ...answer, overlay: await heatMaps.write(input.name, read.bytes, answer) };
    });
}

function translate(answer: ClassifyAnswer, labels: LabelList): ClassifyAnswer {
  const predictions = answer.predictions.map((prediction) => {
    return { ...prediction, label: labels[prediction.index]?.label ?? prediction.label };
  });
  return { ...answer, predictions };
}
