import type { Tensor } from '../../models/checkpoint/tensor.ts';

/** A safetensors file: https://github.com/huggingface/safetensors#format */
export function safetensorsFile(tensors: ReadonlyMap<string, Tensor>): Buffer {
  const header: Record<string, object> = {};
  const data: Buffer[] = [];
  let offset = 0;
  for (const [name, tensor] of tensors) {
    const { buffer, byteOffset, byteLength } = tensor.data as Float32Array;
    data.push(Buffer.from(buffer, byteOffset, byteLength));
    const end = offset + byteLength;
    header[name] = { dtype: 'F32', shape: tensor.shape, data_offsets: [offset, end] };
    offset = end;
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, ...data]);
}
