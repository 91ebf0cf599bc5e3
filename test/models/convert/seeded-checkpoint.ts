import type { Tensor } from '../../../models/checkpoint/tensor.ts';

type Shapes = Record<string, readonly number[]>;

/** Creates TorchVision's resnet18 with the weights of `test/fixtures/networks/make.py`. */
export function seededResnet18(): Map<string, Tensor> {
  const shapes: Shapes = { 'fc.weight': [1000, 512], 'fc.bias': [1000] };
  addConvolution(shapes, ['conv1', 'bn1'], [64, 3, 7, 7]);
  let inputs = 64;
  for (const [stage, width] of [64, 128, 256, 512].entries()) {
    for (const block of [0, 1]) {
      const name = `layer${stage + 1}.${block}`;
      addConvolution(shapes, [`${name}.conv1`, `${name}.bn1`], [width, inputs, 3, 3]);
      addConvolution(shapes, [`${name}.conv2`, `${name}.bn2`], [width, width, 3, 3]);
      if (inputs !== width) {
        const downsample: Names = [`${name}.downsample.0`, `${name}.downsample.1`];
        addConvolution(shapes, downsample, [width, inputs, 1, 1]);
      }
      inputs = width;
    }
  }
  return fillWithSeeds(shapes);
}

/** Creates an EfficientNet-Lite0 of ten classes with the weights of `test/fixtures/networks/make.py`. */
export function seededEfficientnetLite0(): Map<string, Tensor> {
  const shapes: Shapes = { '_fc.weight': [10, 1280], '_fc.bias': [10] };
  addConvolution(shapes, ['_conv_stem', '_bn0'], [32, 3, 3, 3]);
  addConvolution(shapes, ['_conv_head', '_bn1'], [1280, 320, 1, 1]);
  const kernels = [3, 3, 3, 5, 5, 3, 3, 3, 5, 5, 5, 5, 5, 5, 5, 3];
  const outputs = [16, 24, 24, 40, 40, 80, 80, 80, 112, 112, 112, 192, 192, 192, 192, 320];
  let inputs = 32;
  for (const [block, kernel] of kernels.entries()) {
    const name = `_blocks.${block}`;
    const width = block === 0 ? inputs : inputs * 6;
    if (block > 0) {
      addConvolution(shapes, [`${name}._expand_conv`, `${name}._bn0`], [width, inputs, 1, 1]);
    }
    const depthwise = [width, 1, kernel, kernel];
    addConvolution(shapes, [`${name}._depthwise_conv`, `${name}._bn1`], depthwise);
    const project = [outputs[block]!, width, 1, 1];
    addConvolution(shapes, [`${name}._project_conv`, `${name}._bn2`], project);
    inputs = outputs[block]!;
  }
  return fillWithSeeds(shapes);
}

type Names = readonly [weight: string, norm: string];

function addConvolution(shapes: Shapes, [weight, norm]: Names, shape: readonly number[]): void {
  shapes[`${weight}.weight`] = shape;
  for (const part of ['weight', 'bias', 'running_mean', 'running_var']) {
    shapes[`${norm}.${part}`] = shape.slice(0, 1);
  }
}

function fillWithSeeds(shapes: Shapes): Map<string, Tensor> {
  return new Map(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      { dtype: 'float32', shape, data: createNumbers(name, shape) },
    ]),
  );
}

function createNumbers(name: string, shape: readonly number[]): Float32Array {
  let seed = 0;
  for (const character of name) seed = (Math.imul(seed, 31) + character.charCodeAt(0)) >>> 0;
  const data = new Float32Array(shape.reduce((product, size) => product * size, 1));
  const spread = Math.sqrt(6 / shape.slice(1).reduce((product, size) => product * size, 1));
  for (let index = 0; index < data.length; index++) {
    const uniform = scramble((seed + index) >>> 0) / 2 ** 32;
    if (shape.length > 1) data[index] = (2 * uniform - 1) * spread;
    else if (name.endsWith('running_var')) data[index] = uniform + 0.5;
    else if (name.endsWith('weight')) data[index] = uniform + (name.startsWith('_') ? 0.5 : 0.2);
    else data[index] = (uniform - 0.5) * 0.4;
  }
  return data;
}

/** An integer hash on 32 bits: https://nullprogram.com/blog/2018/07/31/. */
function scramble(number: number): number {
  const first = Math.imul(number ^ (number >>> 16), 0x7feb352d);
  const second = Math.imul(first ^ (first >>> 15), 0x846ca68b);
  return (second ^ (second >>> 16)) >>> 0;
}
