import type { InferenceSession } from 'onnxruntime-node';
import type { Manifest } from '../../models/format/manifest.ts';
import { ModelError } from '../../models/format/model-error.ts';

type Metadata = InferenceSession.ValueMetadata;

/**
 * Compares a loaded model's tensors with its manifest: `pixels` uint8 `[n, size, size, 3]` in,
 * `logits` float32 `[n, classes]` out, and `heat` float32 `[n, maps, h, w]` if the model has it.
 *
 * @throws ModelError that names the tensor.
 */
export function checkContract(
  session: Pick<InferenceSession, 'inputMetadata' | 'outputMetadata'>,
  { id, input, classes }: Manifest,
): void {
  const expected: ExpectedTensor[] = [
    {
      tensor: findTensor(session.inputMetadata, 'pixels'),
      type: 'uint8',
      name: 'pixels',
      shape: [input.size, input.size, 3],
    },
    {
      tensor: findTensor(session.outputMetadata, 'logits'),
      type: 'float32',
      name: 'logits',
      shape: [classes],
    },
  ];
  const heat = findTensor(session.outputMetadata, 'heat');
  if (heat)
    expected.push({
      tensor: heat,
      type: 'float32',
      name: 'heat',
      shape: [undefined, undefined, undefined],
    });

  for (const one of expected) {
    if (hasExpectedShape(one)) continue;
    const wanted = `${one.type} [n, ${one.shape.map((side) => side ?? 'any').join(', ')}]`;
    throw new ModelError(
      `Model ${id} does not fit its manifest: tensor "${one.name}" is ${describeTensor(one.tensor)}, expected ${wanted}.`,
    );
  }
}

interface ExpectedTensor {
  readonly tensor: Metadata | undefined;
  readonly name: string;
  readonly type: string;
  /** Dimensions after the batch; undefined if any length will do. */
  readonly shape: readonly (number | undefined)[];
}

function findTensor(metadata: readonly Metadata[], name: string): Metadata | undefined {
  return metadata.find((tensor) => tensor.name === name);
}

function hasExpectedShape({ tensor, type, shape }: ExpectedTensor): boolean {
  if (!tensor?.isTensor || tensor.type !== type) return false;
  const sides = tensor.shape.slice(1);
  return (
    sides.length === shape.length &&
    shape.every((side, at) => side === undefined || side === sides[at])
  );
}

function describeTensor(tensor: Metadata | undefined): string {
  if (!tensor) return 'missing';
  return tensor.isTensor ? `${tensor.type} [${tensor.shape.join(', ')}]` : 'not a tensor';
}
