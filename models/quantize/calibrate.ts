import { InferenceSession, Tensor } from 'onnxruntime-node';
import { ModelError } from '../format/model-error.ts';
import { type Network, pooled } from '../network/network.ts';
import { writeNetwork } from '../network/write-network.ts';
import type { Calibration } from './calibration.ts';
import { Observed } from './observed.ts';
import { ObservingArithmetic } from './observing-arithmetic.ts';

/**
 * Runs the network in float32 over pictures, RGB bytes `[size, size, 3]` each, and notes the range
 * and the means of every tensor between layers. Ranges are extremes: on 300 other pictures, with no
 * bias corrected yet, a ResNet-18's logits then moved by 0.041, with the range of 99.99 % of the
 * values by 0.095, with the one of least squared error by 0.064; EfficientNet-Lite0's moved by 0.11
 * with each of the three.
 *
 * @throws ModelError where there is no picture.
 */
export async function calibrate(
  network: Network,
  pictures: AsyncIterable<Uint8Array>,
): Promise<Calibration> {
  const session = await InferenceSession.create(
    writeNetwork(network, (graph) => new ObservingArithmetic(graph, network)),
  );
  const { size } = network.input;
  const seen = new Map(
    [...network.layers.map(({ name }) => name), pooled].map((name) => [name, new Observed()]),
  );
  let count = 0;
  for await (const picture of pictures) {
    const outputs = await session.run({
      pixels: new Tensor('uint8', picture, [1, size, size, 3]),
    });
    for (const [name, observed] of seen) observed.add(name, outputs);
    count += 1;
  }
  await session.release();
  if (count === 0) throw new ModelError('There is no picture to calibrate with.');
  return Object.fromEntries(
    [...seen].map(([name, observed]) => [name, observed.statistics(count)]),
  );
}
