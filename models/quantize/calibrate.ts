import { InferenceSession, Tensor } from 'onnxruntime-node';
import { ModelError } from '../format/model-error.ts';
import { type Network, pooled } from '../network/network.ts';
import { writeNetwork } from '../network/write-network.ts';
import type { Calibration } from './calibration.ts';
import { Observed } from './observed.ts';
import { ObservingArithmetic } from './observing-arithmetic.ts';

/**
 * Runs the network in float32 on pictures, RGB bytes `[size, size, 3]` each, and records the range
 * and the channel means of every tensor between layers. A range is the minimum and maximum: on 300
 * other pictures, before bias correction, a ResNet-18's logits then moved by 0.041, against 0.095
 * with the range of 99.99 % of the values and 0.064 with the range of least squared error.
 * EfficientNet-Lite0's moved by 0.11 with each of the three.
 *
 * @throws ModelError if there are no pictures.
 */
export async function calibrate(
  network: Network,
  pictures: AsyncIterable<Uint8Array>,
): Promise<Calibration> {
  const session = await InferenceSession.create(
    writeNetwork(network, (graph) => new ObservingArithmetic(graph, network)),
  );
  const { size } = network.input;
  const observations = new Map(
    [...network.layers.map(({ name }) => name), pooled].map((name) => [name, new Observed()]),
  );
  let count = 0;
  for await (const picture of pictures) {
    const outputs = await session.run({
      pixels: new Tensor('uint8', picture, [1, size, size, 3]),
    });
    for (const [name, observed] of observations) observed.add(name, outputs);
    count += 1;
  }
  await session.release();
  if (count === 0)
    throw new ModelError('There are no pictures to calibrate with: pass some with --calibration.');
  return Object.fromEntries(
    [...observations].map(([name, observed]) => [name, observed.getStatistics(count)]),
  );
}
