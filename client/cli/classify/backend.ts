import type { ClassifyOptions, LabelList, ModelInfo } from '../../../functions/api/contract.ts';
import type { Picture } from '../../../functions/image/read-picture.ts';
import type { Language } from '../../../models/format/languages.ts';
import type { ClassifyAnswer } from '../pictures/result.ts';

/** Answers for pictures: the model in this process, or an endpoint. */
export interface Backend {
  readonly model: ModelInfo;
  /** Max number of pictures in flight, including queued ones. */
  readonly maxInFlight: number;
  /** @throws an error with a code */
  classify(picture: Picture, options: ClassifyOptions): Promise<ClassifyAnswer>;
  labels(lang: Language): Promise<LabelList>;
}
