import type { ClassifyOptions, LabelList } from '../../../functions/api/contract.ts';
import type { Language } from '../../../models/format/manifest.ts';
import type { Explainer } from '../explaining/explainer.ts';
import type { Input } from '../inputs.ts';
import { classifyInput, type Result, type Said } from '../result.ts';
import { UsageError } from '../usage-error.ts';
import type { Asker } from './asker.ts';

export interface AskOptions {
  readonly options: ClassifyOptions;
  /** Of the class names. */
  readonly lang: Language;
  readonly explainer: Explainer | undefined;
}

/**
 * Gets ready to ask about pictures in the way that is wanted.
 *
 * @throws UsageError where the model cannot answer in that way: it is told once, not a thousand times.
 */
export async function prepareAsk(
  asker: Asker,
  { options, lang, explainer }: AskOptions,
): Promise<(input: Input) => Promise<Result>> {
  const { id, languages, explains } = asker.model;
  if (!languages.includes(lang)) {
    throw new UsageError(
      `model ${id} has class names in ${languages.join(', ')} only, not ${lang}`,
    );
  }
  if (explainer && !explains) {
    throw new UsageError(
      `EXPLAIN_UNAVAILABLE: model ${id} has no class activation maps; ask without --explain`,
    );
  }
  const names = lang === 'en' ? undefined : await asker.labels(lang);
  const translate = (said: Said): Said => (names ? translated(said, names) : said);
  if (!explainer) {
    return (input) =>
      classifyInput(input, async (picture) => translate(await asker.classify(picture, options)));
  }
  return (input) =>
    classifyInput(input, async (picture) => {
      const read = await explainer.read(picture);
      const said = translate(await asker.classify(read, options));
      return { ...said, overlay: await explainer.write(input.name, read.bytes, said) };
    });
}

function translated(said: Said, names: LabelList): Said {
  const predictions = said.predictions.map((prediction) => {
    return { ...prediction, label: names[prediction.index]?.label ?? prediction.label };
  });
  return { ...said, predictions };
}
