import type { ClassifyOptions, LabelList } from '../../../functions/api/contract.ts';
import type { Language } from '../../../models/format/manifest.ts';
import { UsageError } from '../errors.ts';
import type { HeatMapWriter } from '../heatmap/writer.ts';
import type { Input } from '../pictures/inputs.ts';
import { type ClassifyAnswer, type ClassifyResult, classifyInput } from '../pictures/result.ts';
import type { Backend } from './backend.ts';

export interface PrepareOptions {
  readonly options: ClassifyOptions;
  /** Of the class names. */
  readonly lang: Language;
  readonly heatMaps: HeatMapWriter | undefined;
}

/**
 * Gets ready to ask about pictures in the way that is wanted.
 *
 * @throws UsageError where the model cannot answer in that way: it is told once, not a thousand times.
 */
export async function prepareClassify(
  backend: Backend,
  { options, lang, heatMaps }: PrepareOptions,
): Promise<(input: Input) => Promise<ClassifyResult>> {
  const { id, languages, explains } = backend.model;
  if (!languages.includes(lang)) {
    throw new UsageError(
      `model ${id} has class names in ${languages.join(', ')} only, not ${lang}`,
    );
  }
  if (heatMaps && !explains) {
    throw new UsageError(
      `EXPLAIN_UNAVAILABLE: model ${id} has no class activation maps; ask without --explain`,
    );
  }
  const names = lang === 'en' ? undefined : await backend.labels(lang);
  const translate = (said: ClassifyAnswer): ClassifyAnswer =>
    names ? translated(said, names) : said;
  if (!heatMaps) {
    return (input) =>
      classifyInput(input, async (picture) => translate(await backend.classify(picture, options)));
  }
  return (input) =>
    classifyInput(input, async (picture) => {
      const read = await heatMaps.read(picture);
      const said = translate(await backend.classify(read, options));
      return { ...said, overlay: await heatMaps.write(input.name, read.bytes, said) };
    });
}

function translated(said: ClassifyAnswer, names: LabelList): ClassifyAnswer {
  const predictions = said.predictions.map((prediction) => {
    return { ...prediction, label: names[prediction.index]?.label ?? prediction.label };
  });
  return { ...said, predictions };
}
