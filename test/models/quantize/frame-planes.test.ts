import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { OnnxGraph } from '../../../models/network/onnx-graph.ts';
import { framePlanes } from '../../../models/quantize/frame-planes.ts';

test('each colour has its own frame value', async () => {
  const graph = new OnnxGraph();
  const framed = framePlanes(graph, 'planes', { padding: [1, 0, 2, 1], bytes: [9, 8, 7] });
  const file = graph.serialize(
    'frame',
    [{ name: 'planes', type: 'UINT8', shape: [1, 3, 1, 2] }],
    [{ name: framed, type: 'UINT8' }],
  );
  const session = await InferenceSession.create(file);
  const planes = new Tensor('uint8', Uint8Array.of(1, 2, 3, 4, 5, 6), [1, 3, 1, 2]);
  const { [framed]: output } = await session.run({ planes });
  expect(output!.dims).toEqual([1, 3, 4, 3]);
  const red = [9, 9, 9, 1, 2, 9, 9, 9, 9, 9, 9, 9];
  const green = [8, 8, 8, 3, 4, 8, 8, 8, 8, 8, 8, 8];
  const blue = [7, 7, 7, 5, 6, 7, 7, 7, 7, 7, 7, 7];
  expect([...(output!.data as Uint8Array)]).toEqual([...red, ...green, ...blue]);
});
