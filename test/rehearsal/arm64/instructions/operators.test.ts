import { create, toBinary } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import {
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
} from '../../../../models/proto/onnx_pb.ts';
import { countOperators } from './operators.ts';

/** Two quantized convolutions lead to the logits; the heat map has a matrix product of its own. */
const file = createFile([
  ['QuantizeLinear', ['pixels'], ['q']],
  ['QLinearConv', ['q', 'w1'], ['a']],
  ['QLinearConv', ['a', 'w2'], ['b']],
  ['QLinearAdd', ['a', 'b'], ['sum']],
  ['QGemm', ['sum'], ['logits']],
  ['MatMul', ['sum', 'w3'], ['heat']],
]);

function createFile(nodes: readonly (readonly [string, string[], string[]])[]): Uint8Array {
  const node = nodes.map(([opType, input, output]) =>
    create(NodeProtoSchema, { opType, input, output }),
  );
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, { graph: create(GraphProtoSchema, { node }) }),
  );
}

test('counts only what leads to the output, and each operator once', () => {
  expect(Object.fromEntries(countOperators(file, 'logits'))).toEqual({
    QuantizeLinear: 1,
    QLinearConv: 2,
    QLinearAdd: 1,
    QGemm: 1,
  });
  expect(countOperators(file, 'heat').get('MatMul')).toBe(1);
});

test('an output that nothing computes is an error', () => {
  expect(() => countOperators(file, 'scores')).toThrow('no operator computes scores');
});
