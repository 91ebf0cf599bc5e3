import { ModelError } from '../../../models/format/model-error.ts';
import { readManifest } from '../../../models/store/open-model.ts';
import { defaultModel, findDeployModel } from '../../deploy-model.ts';
import { BuildError } from '../../errors.ts';
import { type Finding, well, wrong } from './finding.ts';

const subject = 'model';

export interface ModelFinding {
  readonly finding: Finding;
  /** Whether the usual model has to be added before anything can be built. */
  readonly missing: boolean;
}

export interface CheckModelOptions {
  /** The project. */
  readonly root: string;
  readonly name: string | undefined;
  /** Whether the usual model may be added where it is missing. */
  readonly mayAdd: boolean;
}

/** Whether the model is on this machine. None but the usual one is ever added by itself. */
export async function checkModel({ root, name, mayAdd }: CheckModelOptions): Promise<ModelFinding> {
  try {
    const { id, precision, bytes } = await readManifest(findDeployModel(root, name));
    const size = `${(bytes / 1e6).toFixed(1)} MB`;
    return { finding: well(subject, `${id}, ${precision}, ${size}`), missing: false };
  } catch (error) {
    if (!(error instanceof BuildError || error instanceof ModelError)) throw error;
    if (error instanceof BuildError && name === undefined && mayAdd) {
      const said = `${defaultModel} is not on this machine yet and will be added (downloads 46.8 MB)`;
      return { finding: well(subject, said), missing: true };
    }
    const remedy = 'Name one that is here with --model, or add one: npx glimpse models add --help';
    return { finding: wrong(subject, error.message, remedy), missing: false };
  }
}
