import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { toNodeProto, toTensorProto, toValueInfo } from '../../../models/network/onnx-graph.ts';
import {
  TensorProto_DataType as DataType,
  ModelProtoSchema,
  NodeProtoSchema,
  TensorProtoSchema,
  ValueInfoProtoSchema,
} from '../../../models/proto/onnx_pb.ts';
import { transformersModels } from '../folders.ts';
import { modelFolder } from './resnet18.ts';

const config = {
  model_type: 'resnet',
  architectures: ['ResNetForImageClassification'],
  id2label: Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [index, String(index)])),
};

const preprocessor = {
  image_processor_type: 'ViTFeatureExtractor',
  do_resize: true,
  size: { height: 224, width: 224 },
  resample: 2,
  do_rescale: true,
  do_normalize: false,
};

/**
 * Writes the same network in the form that transformers.js needs. Its input is `pixel_values`, float32
 * `[n, 3, 224, 224]` from 0 to 1; four cheap nodes convert it to the network's bytes.
 */
export async function writeTransformersModel(): Promise<void> {
  const folder = join(transformersModels, 'resnet18');
  await mkdir(join(folder, 'onnx'), { recursive: true });
  const file = await readFile(join(modelFolder, 'model.onnx'));
  await writeFile(join(folder, 'onnx/model_quantized.onnx'), acceptPixelValues(file));
  await writeFile(join(folder, 'config.json'), JSON.stringify(config));
  await writeFile(join(folder, 'preprocessor_config.json'), JSON.stringify(preprocessor));
}

function acceptPixelValues(file: Uint8Array): Uint8Array {
  const model = fromBinary(ModelProtoSchema, file);
  const { graph } = model;
  if (!graph) throw new Error('The model has no graph.');
  const values = { name: 'pixel_values', type: 'FLOAT', shape: ['n', 3, 224, 224] } as const;
  const nodes = [
    toNodeProto({ operator: 'Mul', inputs: ['pixel_values', 'levels'], outputs: ['value_levels'] }),
    toNodeProto({ operator: 'Round', inputs: ['value_levels'], outputs: ['rounded_values'] }),
    toNodeProto({
      operator: 'Cast',
      inputs: ['rounded_values'],
      outputs: ['value_bytes'],
      attributes: { to: DataType.UINT8 },
    }),
    toNodeProto({
      operator: 'Transpose',
      inputs: ['value_bytes'],
      outputs: ['pixels'],
      attributes: { perm: [0, 2, 3, 1] },
    }),
  ];
  graph.input = [create(ValueInfoProtoSchema, toValueInfo(values))];
  graph.output = graph.output.filter(({ name }) => name === 'logits');
  graph.node.unshift(...nodes.map((node) => create(NodeProtoSchema, node)));
  const levels = toTensorProto('levels', new Float32Array([255]), [1]);
  graph.initializer.push(create(TensorProtoSchema, levels));
  return toBinary(ModelProtoSchema, model);
}
