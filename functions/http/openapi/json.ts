/** A part of the document. */
export type Json = Readonly<Record<string, unknown>>;

export function schemaRef(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

export function exampleRef(name: string): Json {
  return { $ref: `#/components/examples/${name}` };
}
