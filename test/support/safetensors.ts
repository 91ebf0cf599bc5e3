import type { Tensor } from '../../models/checkpoint/tensor.ts';

/**
 * Encodes float32 tensors as a safetensors file:
 * https://huggingface.co/docs/safetensors/index#format
 */
export function toSafetensors(tensors: ReadonlyMap<string, Tensor>): Buffer {
  const header: Record<string, object> = {};
  const parts: Buffer[] = [];
  let position = 0;
  for (const [name, { shape, data }] of tensors) {
    const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    const end = position + bytes.length;
    header[name] = { dtype: 'F32', shape, data_offsets: [position, end] };
    parts.push(bytes);
    position = end;
  }
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, ...parts]);
}
