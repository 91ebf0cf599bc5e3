import type { Checkpoint } from '../checkpoint/read-checkpoint.ts';

/** Channels after the first layer of every ResNet that TorchVision publishes. */
const fullWidth = 64;

/**
 * TorchVision's name for a ResNet's tensors, such as `resnet18`, `wide_resnet50_2` or
 * `resnext101_32x8d`: the first number counts the convolutions on the main path and the linear
 * layer. A narrowed one is called `resnet18 of 8 channels`.
 */
export function resnetName(checkpoint: Checkpoint): string {
  const names = [...checkpoint.keys()];
  const depth = names.filter((name) => /(^|\.)conv\d\.weight$/.test(name)).length + 1;
  const [stem = 0] = checkpoint.get('conv1.weight')?.shape ?? [];
  const family = familyName(checkpoint, { depth, stem });
  return stem === fullWidth ? family : `${family} of ${stem} channels`;
}

function familyName(
  checkpoint: Checkpoint,
  { depth, stem }: { depth: number; stem: number },
): string {
  const [width = 0, perGroup = 0] = checkpoint.get('layer1.0.conv2.weight')?.shape ?? [];
  const bottleneck = checkpoint.has('layer1.0.conv3.weight');
  if (bottleneck && perGroup < width) return `resnext${depth}_${width / perGroup}x${perGroup}d`;
  if (bottleneck && width === 2 * stem) return `wide_resnet${depth}_2`;
  return `resnet${depth}`;
}
