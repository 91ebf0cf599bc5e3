import type { Manifest } from '../format/manifest.ts';

/** A model whose authors publish its checkpoint: what to download, and its metadata. */
export interface Published {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly bytes: number;
  readonly sha256: string;
  /** SPDX identifier. */
  readonly licence: string;
  readonly accuracy: NonNullable<Manifest['accuracy']>;
}

/**
 * The models that can be added by name alone. URL, hash and accuracy are from
 * https://github.com/pytorch/vision/blob/main/torchvision/models/resnet.py
 */
export const catalogue: readonly Published[] = [
  {
    id: 'resnet18',
    title: 'ResNet-18, ImageNet-1k (TorchVision, IMAGENET1K_V1)',
    url: 'https://download.pytorch.org/models/resnet18-f37072fd.pth',
    bytes: 46_830_571,
    sha256: 'f37072fd47e89c5e827621c5baffa7500819f7896bbacec160b1a16c560e07ec',
    licence: 'BSD-3-Clause',
    accuracy: { top1: 69.758, top5: 89.078, by: 'TorchVision, for the float32 weights' },
  },
];
