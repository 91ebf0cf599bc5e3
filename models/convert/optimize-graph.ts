import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';

/**
 * Optimises the graph of an int8 model as ONNX Runtime does whenever it loads one, which saves a quarter of
 * the time for creating a session. Stops at `extended`: what the level `all` adds depends on the processor,
 * and keeps exact kernels from being chosen. The outputs stay the same to the last bit.
 * https://onnxruntime.ai/docs/performance/model-optimizations/graph-optimizations.html
 *
 * @param bytes An ONNX file.
 * @returns The ONNX file with operators that are ONNX Runtime's own.
 */
export async function optimizeGraph(bytes: Uint8Array): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'glimpse-graph-'));
  const optimizedModelFilePath = join(folder, 'model.onnx');
  try {
    const session = await InferenceSession.create(bytes, {
      graphOptimizationLevel: 'extended',
      optimizedModelFilePath,
      intraOpNumThreads: 1,
      logSeverityLevel: 3,
    });
    await session.release();
    return await readFile(optimizedModelFilePath);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
