import type { Checkpoint } from '../checkpoint/read-checkpoint.ts';
import { ModelError } from '../format/model-error.ts';
import { efficientnetLite0 } from './efficientnet-lite0.ts';
import type { Network } from './network.ts';
import { resnet } from './resnet.ts';

/**
 * Builds the network that a checkpoint's tensors belong to.
 *
 * @throws ModelError if it is not a supported network, naming the tensor that is missing or wrong.
 */
export function buildNetwork(checkpoint: Checkpoint): Network {
  if (checkpoint.has('_conv_stem.weight')) return efficientnetLite0(checkpoint);
  if (checkpoint.has('conv1.weight')) return resnet(checkpoint);
  const [first] = checkpoint.keys();
  throw new ModelError(
    'This checkpoint is neither a ResNet of TorchVision (no tensor `conv1.weight`) nor an ' +
      `EfficientNet-Lite0 (no tensor \`_conv_stem.weight\`): ${
        first === undefined ? 'it has no tensors' : `its first tensor is \`${first}\``
      }; export the model as ONNX and add that file.`,
  );
}
