import type { Network } from '../../../models/network/network.ts';

/**
 * Two by two pixels, means of 10, 20 and 30; two maps, red - green + 5 and blue, negative numbers
 * cut off; two classes, the sum and the difference of the maps' means.
 */
export const handMadeNetwork: Network = {
  architecture: 'hand-made',
  input: { size: 2, resize: 2, filter: 'bilinear' },
  pixelMean: [10, 20, 30],
  layers: [
    {
      kind: 'convolution',
      name: 'maps',
      input: 'centred',
      shape: [2, 3, 1, 1],
      weight: Float32Array.of(1, -1, 0, 0, 0, 1),
      bias: Float32Array.of(5, 0),
      kernel: 1,
      stride: 1,
      padding: [0, 0, 0, 0],
      groups: 1,
      activation: 'relu',
    },
  ],
  features: { name: 'maps', channels: 2, side: 2 },
  classifier: {
    name: 'classes',
    shape: [2, 2],
    weight: Float32Array.of(1, 1, 1, -1),
    bias: Float32Array.of(0, 0),
  },
};
