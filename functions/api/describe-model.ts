import { pictureFormats } from '../image/sniff.ts';
import type { Classifier } from '../inference/classifier.ts';
import type { LoadedModel } from '../inference/loaded-model.ts';
import type { ModelInfo } from './contract.ts';
import { languagesOf } from './list-labels.ts';

type ModelEnvironment = Pick<Classifier, 'limits' | 'urls' | 'bucket'>;

/** The answer to `model`: what is loaded, the limits that apply here, and what is taken here. */
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
    languages: languagesOf(manifest),
    explains: session.explains,
    kernels,
    formats: [...pictureFormats],
    limits,
    inputs: { url: urls.enabled, hosts, s3: bucket !== undefined },
  };
}
