import * as z from 'zod';
import { optionsSchema } from '../../../functions/api/contract.ts';
import { languages } from '../../../models/format/manifest.ts';
import { parseFlags, UsageError } from '../errors.ts';
import type { Format } from './printer.ts';

const maxParallel = 100;

const flagsSchema = z.object({
  model: z.string().optional(),
  endpoint: z.string().optional(),
  parallel: z.int().min(1).max(maxParallel).optional(),
  lang: z.enum(languages),
  explain: z.string().min(1).optional(),
  filesFrom: z.string().min(1).optional(),
  null: z.boolean().default(false),
  skipDone: z.string().min(1).optional(),
  json: z.boolean().default(false),
  jsonl: z.boolean().default(false),
});

export type ClassifyFlags = z.infer<typeof flagsSchema>;

/** What `glimpse classify` is to do. */
export interface ClassifyCommandOptions extends ClassifyFlags {
  /** Files, folders, patterns, URLs and `-`, as they were given. */
  readonly names: readonly string[];
  /** What is asked of each answer. */
  readonly options: z.infer<typeof optionsSchema>;
  readonly format: Format;
}

/** Understands the arguments. @throws UsageError */
export function parseClassifyOptions(
  names: readonly string[],
  given: Record<string, unknown>,
): ClassifyCommandOptions {
  const { topK, minScore } = given;
  const flags = parseFlags(flagsSchema, given);
  const options = parseFlags(optionsSchema, {
    topK,
    minScore,
    explain: flags.explain !== undefined,
  });
  if (names.length === 0 && flags.filesFrom === undefined) {
    throw new UsageError(
      'name pictures, folders or URLs, or - for stdin (see glimpse classify --help)',
    );
  }
  if (names.filter((name) => name === '-').length + (flags.filesFrom === '-' ? 1 : 0) > 1) {
    throw new UsageError('stdin can be read once: one picture, or one list');
  }
  refuseTogether(flags);
  return { ...flags, names, options, format: formatOf(flags) };
}

function refuseTogether({ json, jsonl, model, endpoint, parallel }: ClassifyFlags): void {
  if (json && jsonl) throw new UsageError('--json and --jsonl exclude one another');
  if (model !== undefined && endpoint !== undefined) {
    throw new UsageError('--model is for this machine; an endpoint has its own');
  }
  if (parallel !== undefined && endpoint === undefined) {
    throw new UsageError('--parallel is for --endpoint; here all processors are used');
  }
}

function formatOf({ json, jsonl }: ClassifyFlags): Format {
  if (json) return 'json';
  return jsonl ? 'jsonl' : 'text';
}
