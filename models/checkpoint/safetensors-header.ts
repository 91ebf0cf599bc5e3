import * as z from 'zod';
import { CheckpointError, quote } from './checkpoint-error.ts';
import { maxSteps } from './limits.ts';
import { maxDimensions } from './tensor-view.ts';

const notJson = 'its header is not the JSON of a safetensors file';

const size = z.int().min(0);

const tensorSchema = z.strictObject({
  dtype: z.string(),
  // In two steps, so that a long invalid list is one issue and not a million.
  shape: z.array(z.unknown()).max(maxDimensions).pipe(z.array(size)),
  /** First byte and the byte after the last, counted from the end of the header. */
  data_offsets: z.tuple([size, size]),
});

export type TensorHeader = z.infer<typeof tensorSchema>;

/** Parses the header of a safetensors file: tensors by name, in the order of the file. */
export function parseHeader(json: Buffer): Map<string, TensorHeader> {
  const signs = countSigns(json);
  if (signs.all > maxSteps)
    throw new CheckpointError('its header is longer than any network needs');
  const entries = Object.entries(parseObject(json.toString()));
  // `JSON.parse` silently keeps the last of several equal keys, which the format forbids.
  const keys = entries.reduce((sum, [, value]) => sum + 1 + Object.keys(value).length, 0);
  if (keys !== signs.keys) throw new CheckpointError('its header has the same name twice');
  return new Map(
    entries
      .filter(([name]) => name !== '__metadata__')
      .map(([name, value]) => [name, parseTensor(name, value)]),
  );
}

/** @throws CheckpointError if it is not an object of objects. */
function parseObject(json: string): Record<string, object> {
  try {
    const header: unknown = JSON.parse(json);
    if (isObject(header) && Object.values(header).every(isObject)) return header;
  } catch (cause) {
    throw new CheckpointError(notJson, { cause });
  }
  throw new CheckpointError(notJson);
}

function isObject(value: unknown): value is Record<string, object> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseTensor(name: string, value: object): TensorHeader {
  const parsed = tensorSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new CheckpointError(`its header does not describe the tensor ${quote(name)}`);
}

/** Number of `{`, `[`, `,` and `:` outside of the strings of a JSON text. */
interface JsonSigns {
  /** All four together: a JSON text has at most twice as many objects, lists and values. */
  readonly all: number;
  /** Colons: one per key, including repeated keys. */
  readonly keys: number;
}

const [quotation, backslash, colon] = [0x22, 0x5c, 0x3a];
const others = new Set([0x7b, 0x5b, 0x2c]);

/** Counts in UTF-8 bytes without parsing: the text may be hostile. */
function countSigns(json: Uint8Array): JsonSigns {
  let [keys, rest, inString] = [0, 0, false];
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? 0;
    if (byte === quotation) inString = !inString;
    else if (inString && byte === backslash) at += 1;
    else if (!inString && byte === colon) keys += 1;
    else if (!inString && others.has(byte)) rest += 1;
  }
  return { all: keys + rest, keys };
}
