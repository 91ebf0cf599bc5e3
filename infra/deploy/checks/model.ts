import { type CheckResult, ok, problem } from '../../../client/terminal/check-result.ts';
import { megabytes } from '../../../client/terminal/format.ts';
import { ModelError } from '../../../models/format/model-error.ts';
import { readManifest } from '../../../models/store/open-model.ts';
import { defaultModel, findDeployModel } from '../../deploy-model.ts';
import { BuildError } from '../../errors.ts';

const checkName = 'model';

export interface ModelCheck {
  readonly result: CheckResult;
  /** Whether the default model has to be added before anything can be built. */
  readonly missing: boolean;
}

export interface CheckModelOptions {
  /** Folder of the project. */
  readonly root: string;
  readonly name: string | undefined;
  /** Whether the default model may be added if it is missing. */
  readonly mayAdd: boolean;
}

/** Checks that the model is on this machine. Only the default model may be added automatically. */
export async function checkModel({ root, name, mayAdd }: CheckModelOptions): Promise<ModelCheck> {
  try {
    const { id, precision, bytes } = await readManifest(findDeployModel(root, name));
    return {
      result: ok(checkName, `${id}, ${precision}, ${megabytes(bytes)}`),
      missing: false,
    };
  } catch (error) {
    if (!(error instanceof BuildError || error instanceof ModelError)) throw error;
    if (error instanceof BuildError && name === undefined && mayAdd) {
      const found = `${defaultModel} is not on this machine yet and will be added (downloads 46.8 MB)`;
      return { result: ok(checkName, found), missing: true };
    }
    const advice = 'Choose one with --model, or add one: npx glimpse models add --help';
    return { result: problem(checkName, error.message, advice), missing: false };
  }
}
