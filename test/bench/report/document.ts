import * as z from 'zod';

/** Units; of the last two, more is better. */
export const units = ['ms', 's', 'MB', 'pictures/s', 'cores'] as const;

const positive = z.number().min(0);

/** What one contestant took in one scenario. */
const recordSchema = z.strictObject({
  /** Such as `rest/small`. */
  scenario: z.string().regex(/^[a-z-]+(\/[\w.-]+)+$/),
  contestant: z.string().min(1),
  unit: z.enum(units),
  /** Median of the medians of the rounds. */
  median: positive,
  /** Interval of 95 % of the median. */
  low: positive,
  high: positive,
  /** Percentiles of all samples. */
  p95: positive,
  p99: positive,
  /** To the first contestant of the scenario: median of the ratios of the rounds. */
  ratio: positive,
  /** Interval of 95 % of the ratio. */
  ratioLow: positive,
  ratioHigh: positive,
  rounds: z.int().min(1),
  samples: z.int().min(1),
});

const notRunSchema = z.strictObject({
  /** A scenario, or the beginning of the names of several. */
  scenario: z.string().min(1),
  contestant: z.string().min(1),
  why: z.string().min(1),
});

const machineSchema = z.strictObject({
  processors: z.int().min(1),
  /** Of the processor. */
  model: z.string(),
  /** Whether it multiplies 8-bit numbers without saturation: null if the system does not say. */
  hasVnni: z.boolean().nullable(),
  /** Memory in MB. */
  memory: positive,
  platform: z.string(),
  node: z.string(),
  /** The Node that the starts of the function were measured on. */
  functionNode: z.string(),
  /** Average number of processes that ran in the minute before; on an idle machine, near 0. */
  loadBefore: positive,
});

/** What a run prints with `--json`. */
export const documentSchema = z.strictObject({
  date: z.iso.datetime(),
  /** Of the sources, with `-dirty` if they have changed since; null without git. */
  commit: z.string().nullable(),
  /** A quick run only shows that the bench works: its figures say nothing. */
  quick: z.boolean(),
  machine: machineSchema,
  /** How the peers were set, because it was fastest in this run. */
  choices: z.record(z.string(), z.string()),
  records: z.array(recordSchema).min(1),
  notRun: z.array(notRunSchema),
});

export type BenchRecord = z.infer<typeof recordSchema>;
export type NotRun = z.infer<typeof notRunSchema>;
export type Machine = z.infer<typeof machineSchema>;
export type BenchDocument = z.infer<typeof documentSchema>;

/** Writes a document as JSON, with one line for each record. */
export function renderJson(document: BenchDocument): string {
  const fields = Object.entries(document).map(([name, value]) => {
    if (!Array.isArray(value) || value.length === 0)
      return `${JSON.stringify(name)}: ${JSON.stringify(value)}`;
    const lines = value.map((one) => `    ${JSON.stringify(one, shorten)}`).join(',\n');
    return `${JSON.stringify(name)}: [\n${lines}\n  ]`;
  });
  return `{\n  ${fields.join(',\n  ')}\n}\n`;
}

/** Six digits are more than a clock tells. */
function shorten(_name: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(6)) : value;
}
