import type { Limits } from '../image/limits.ts';
import { pictureFormats } from '../image/sniff.ts';
import type { Running } from '../inference/running.ts';
import type { ModelInfo } from './contract.ts';
import { languagesOf } from './list-labels.ts';

/** The answer to `model`: what is loaded, and the limits that apply here. */
export function describeModel({ manifest, session, kernels }: Running, limits: Limits): ModelInfo {
  const { id, title, architecture, precision, sha256, bytes, classes, input } = manifest;
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
  };
}
