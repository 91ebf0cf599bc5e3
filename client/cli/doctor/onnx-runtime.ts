import { env } from 'onnxruntime-node';

/** Returns the version of ONNX Runtime. Importing this file fails if its library is missing. */
export function getOnnxRuntimeVersion(): string | undefined {
  return env.versions.node ?? env.versions.common;
}
