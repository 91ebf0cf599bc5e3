import * as z from 'zod';
import { answerSchema, classifyInput, optionsSchema, pictureSchema } from '../../api/contract.ts';
import { errorCodes } from '../../api/error-table.ts';
import type { Limits } from '../../image/limits.ts';
import { healthSchema } from '../routes/health.ts';
import { predictAnswer } from '../routes/predict.ts';

/** RFC 9457 with four extension members. */
const problemSchema = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe('one sentence for people'),
  code: z.enum(errorCodes).describe('stable, for programs'),
  details: z.record(z.string(), z.unknown()).describe('typed by the code; see the examples'),
  advice: z.string().describe('what to do'),
  requestId: z.string(),
});

const schemas = {
  Picture: pictureSchema,
  ClassifyRequest: classifyInput,
  Answer: answerSchema,
  PredictAnswer: predictAnswer,
  Health: healthSchema,
  Problem: problemSchema,
};

/** Returns the schemas of the components, from the zod schemas that check requests and answers. */
export function describeSchemas({ pictureBytes }: Limits): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  const described = z.toJSONSchema(registry, {
    io: 'input',
    uri: (id) => `#/components/schemas/${id}`,
    override: ({ jsonSchema }) => {
      dropSafeIntegers(jsonSchema);
      // Four characters for every three bytes, rounded up: RFC 4648, section 4.
      if (jsonSchema.contentEncoding) jsonSchema.maxLength = Math.ceil(pictureBytes / 3) * 4;
    },
  });
  return mapValues(described.schemas, ({ $schema: _, $id: __, ...schema }) => schema);
}

/** Returns the schemas of the options for a query or a form. */
export function describeOptions(): Readonly<Record<string, Json>> {
  const { properties = {} } = z.toJSONSchema(optionsSchema, { io: 'input' });
  return properties as Record<string, Json>;
}

/** Drops the limits of JavaScript's safe integers, which zod adds to every integer. */
function dropSafeIntegers(schema: { minimum?: number; maximum?: number }): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}

function mapValues<In, Out>(
  record: Record<string, In>,
  change: (value: In) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

/** A part of the document. */
export type Json = Readonly<Record<string, unknown>>;

export function schemaRef(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

export function exampleRef(name: string): Json {
  return { $ref: `#/components/examples/${name}` };
}
