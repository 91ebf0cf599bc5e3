import { listFormats } from '../image/limits.ts';
import type { Classifier } from '../inference/classifier.ts';
import type { LoadedModel } from '../inference/loaded-model.ts';
import type { ModelInfo } from './contract.ts';
import { getLanguages } from './list-labels.ts';

type ModelEnvironment = Pick<Classifier, 'limits' | 'urls' | 'bucket'>;

/** Returns the answer to `model`: the loaded model, its limits, and where pictures may come from. */
export function describeModel(
  { manifest, session, kernels }: LoadedModel,
  { limits, urls, bucket }: ModelEnvironment,
): ModelInfo {
  const { id, title, architecture, precision, sha256, bytes, classes, input } = manifest;
  const hosts = urls.hosts === undefined ? null : [...urls.hosts];
  return {
    id,
    title,
    architecture,
    precision,
    sha256,
    bytes,
    classes,
    input,
    languages: getLanguages(manifest),
    explains: session.explains,
    kernels,
    formats: listFormats(limits),
    limits,
    inputs: { url: urls.enabled, hosts, s3: bucket !== undefined },
  };
}
