import { InferenceSession, Tensor } from 'onnxruntime-node';
import { FloatArithmetic } from '../graph/float-arithmetic.ts';
import type { Network } from '../graph/network.ts';
import { pooled } from '../graph/network.ts';
import { writeNetwork } from '../graph/write-network.ts';
import type { Range, Ranges } from './ranges.ts';

/**
 * Runs the float32 network over pictures and notes the range of every tensor between layers.
 * `pictures` are RGB bytes `[size, size, 3]` each.
 */
export async function calibrate(
  network: Network,
  pictures: AsyncIterable<Uint8Array>,
): Promise<Ranges> {
  const names = computedTensors(network);
  const { size } = network.input;
  const session = await InferenceSession.create(
    writeNetwork(network, (graph) => new FloatArithmetic(graph, network), names),
  );
  const ranges = new Map(names.map((name): [string, Range] => [name, [0, 0]]));
  for await (const picture of pictures) {
    const outputs = await session.run(
      { pixels: new Tensor('uint8', picture, [1, size, size, 3]) },
      names,
    );
    for (const [name, range] of ranges) {
      ranges.set(name, widened(range, outputs[name]?.data as Float32Array));
    }
  }
  await session.release();
  return Object.fromEntries(ranges);
}

function computedTensors({ layers }: Network): string[] {
  return [...layers.filter(({ kind }) => kind !== 'maxPooling').map(({ name }) => name), pooled];
}

function widened([least, greatest]: Range, values: Float32Array): Range {
  return [
    values.reduce((a, b) => Math.min(a, b), least),
    values.reduce((a, b) => Math.max(a, b), greatest),
  ];
}
