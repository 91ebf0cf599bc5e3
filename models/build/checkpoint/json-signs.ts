/** How often each of `{`, `[`, `,` and `:` stands outside of the strings of a JSON text. */
export interface JsonSigns {
  /** All four together: no JSON makes more objects, lists and values than twice this. */
  readonly all: number;
  /** Colons, of which each key has one, also a key that occurs twice. */
  readonly keys: number;
}

const [quotation, backslash, colon] = [0x22, 0x5c, 0x3a];
const others = new Set([0x7b, 0x5b, 0x2c]);

/** Counts in UTF-8 bytes, without parsing: for a text that has not been found harmless yet. */
export function countSigns(json: Uint8Array): JsonSigns {
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
