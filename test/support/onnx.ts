/** Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */
const graphOfModel = 7;
const outputOfGraph = 12;
const nameOfValue = 1;

interface Field {
  readonly number: number;
  /** The field with its tag and length. */
  readonly whole: Buffer;
  /** The bytes after the length; empty for numbers. */
  readonly content: Buffer;
}

/** Removes an output of an ONNX model; the nodes that compute it stay. */
export function removeOutput(model: Uint8Array, name: string): Buffer {
  const isOutput = ({ number, content }: Field): boolean =>
    number === outputOfGraph &&
    readFields(content).some(
      (field) => field.number === nameOfValue && String(field.content) === name,
    );
  const parts = readFields(Buffer.from(model)).map((field) => {
    if (field.number !== graphOfModel) return field.whole;
    const kept = readFields(field.content).filter((inner) => !isOutput(inner));
    const graph = Buffer.concat(kept.map(({ whole }) => whole));
    return Buffer.concat([writeVarint(graphOfModel * 8 + 2), writeVarint(graph.length), graph]);
  });
  return Buffer.concat(parts);
}

/** Splits a protobuf message into fields: https://protobuf.dev/programming-guides/encoding/#structure */
function readFields(message: Buffer): Field[] {
  const fields: Field[] = [];
  for (let at = 0; at < message.length; ) {
    const tag = readVarint(message, at);
    const value = readVarint(message, tag.end);
    const kind = tag.value % 8;
    const start = kind === 0 || kind === 2 ? value.end : tag.end;
    const length = { 0: 0, 1: 8, 2: value.value, 5: 4 }[kind] ?? Number.NaN;
    fields.push({
      number: Math.floor(tag.value / 8),
      whole: message.subarray(at, start + length),
      content: message.subarray(start, start + length),
    });
    at = start + length;
  }
  return fields;
}

function readVarint(bytes: Buffer, at: number): { value: number; end: number } {
  let value = 0;
  let end = at;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[end] ?? 0;
    end += 1;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return { value, end };
  }
}

function writeVarint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}
