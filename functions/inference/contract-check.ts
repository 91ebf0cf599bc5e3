import type { InferenceSession } from 'onnxruntime-node';
import type { Manifest } from '../../models/format/manifest.ts';
import { ModelError } from '../../models/format/model-error.ts';

type Metadata = InferenceSession.ValueMetadata;

/**
 * Compares a loaded model's tensors with its manifest: `pixels` uint8 `[n, size, size, 3]` in,
 * `logits` float32 `[n, classes]` out, and `heat` float32 `[n, maps, h, w]` where there is one.
 *
 * @throws ModelError that names the tensor.
 */
export function checkContract(
  session: Pick<InferenceSession, 'inputMetadata' | 'outputMetadata'>,
  { id, input, classes }: Manifest,
): void {
  const expected: Expected[] = [
    {
      tensor: find(session.inputMetadata, 'pixels'),
      type: 'uint8',
      name: 'pixels',
      shape: [input.size, input.size, 3],
    },
    {
      tensor: find(session.outputMetadata, 'logits'),
      type: 'float32',
      name: 'logits',
      shape: [classes],
    },
  ];
  const heat = find(session.outputMetadata, 'heat');
  if (heat)
    expected.push({
      tensor: heat,
      type: 'float32',
      name: 'heat',
      shape: [undefined, undefined, undefined],
    });

  for (const one of expected) {
    if (fits(one)) continue;
    const wanted = `${one.type} [n, ${one.shape.map((side) => side ?? 'any').join(', ')}]`;
    throw new ModelError(
      `Model ${id} does not fit its manifest: tensor "${one.name}" is ${describe(one.tensor)} and not ${wanted}.`,
    );
  }
}

interface Expected {
  readonly tensor: Metadata | undefined;
  readonly name: string;
  readonly type: string;
  /** Sides after the batch; undefined where any length will do. */
  readonly shape: readonly (number | undefined)[];
}

function find(metadata: readonly Metadata[], name: string): Metadata | undefined {
  return metadata.find((tensor) => tensor.name === name);
}

function fits({ tensor, type, shape }: Expected): boolean {
  if (!tensor?.isTensor || tensor.type !== type) return false;
  const sides = tensor.shape.slice(1);
  return (
    sides.length === shape.length &&
    shape.every((side, at) => side === undefined || side === sides[at])
  );
}

function describe(tensor: Metadata | undefined): string {
  if (!tensor) return 'missing';
  return tensor.isTensor ? `${tensor.type} [${tensor.shape.join(', ')}]` : 'no tensor';
}
