import type { ClassifyOptions, LabelList, ModelInfo } from '../../../functions/api/contract.ts';
import type { Picture } from '../../../functions/image/read-picture.ts';
import type { Language } from '../../../models/format/manifest.ts';
import type { ClassifyAnswer } from '../pictures/result.ts';

/** Who answers: the model in this process, or an endpoint. */
export interface Backend {
  readonly model: ModelInfo;
  /** Pictures on their way at once, those that wait for their turn too. */
  readonly maxInFlight: number;
  /** @throws an error with a code. */
  classify(picture: Picture, options: ClassifyOptions): Promise<ClassifyAnswer>;
  labels(lang: Language): Promise<LabelList>;
}
