import * as z from 'zod';
import { optionsSchema } from '../../../functions/api/contract.ts';
import { languages } from '../../../models/format/languages.ts';
import { UsageError } from '../../terminal/errors.ts';
import { parseFlags } from '../errors.ts';
import type { Format } from './printer.ts';

const maxParallel = 100;

const flagsSchema = z.object({
  model: z.string().optional(),
  endpoint: z.string().optional(),
  parallel: z.int().min(1).max(maxParallel).optional(),
  lang: z.enum(languages),
  explain: z.string().min(1).optional(),
  filesFrom: z.string().min(1).optional(),
  hidden: z.boolean().default(false),
  null: z.boolean().default(false),
  skipDone: z.string().min(1).optional(),
  json: z.boolean().default(false),
  jsonl: z.boolean().default(false),
});

export type ClassifyFlags = z.infer<typeof flagsSchema>;

/** Options of one run of `glimpse classify`. */
export interface ClassifyCommandOptions extends ClassifyFlags {
  /** Files, folders, patterns, URLs and `-`, as typed. */
  readonly names: readonly string[];
  /** Options of the API, the same for each picture. */
  readonly options: z.infer<typeof optionsSchema>;
  readonly format: Format;
}

/** Validates the arguments. @throws UsageError */
export function parseClassifyOptions(
  names: readonly string[],
  rawFlags: Record<string, unknown>,
): ClassifyCommandOptions {
  const { topK, minScore } = rawFlags;
  const flags = parseFlags(flagsSchema, rawFlags);
  const options = parseFlags(optionsSchema, {
    topK,
    minScore,
    explain: flags.explain !== undefined,
  });
  if (names.length === 0 && flags.filesFrom === undefined) {
    throw new UsageError(
      'no pictures given; name files, folders or URLs, or - for stdin (see glimpse classify --help)',
    );
  }
  if (names.filter((name) => name === '-').length + (flags.filesFrom === '-' ? 1 : 0) > 1) {
    throw new UsageError('stdin can be read only once: as one picture, or as one list');
  }
  refuseConflicts(flags);
  return { ...flags, names, options, format: chooseFormat(flags) };
}

function refuseConflicts({ json, jsonl, model, endpoint, parallel }: ClassifyFlags): void {
  if (json && jsonl) throw new UsageError('--json and --jsonl cannot be used together');
  if (model !== undefined && endpoint !== undefined) {
    throw new UsageError('--model cannot be used with --endpoint, which has its own model');
  }
  if (parallel !== undefined && endpoint === undefined) {
    throw new UsageError('--parallel requires --endpoint; without it all processors are used');
  }
}

function chooseFormat({ json, jsonl }: ClassifyFlags): Format {
  if (json) return 'json';
  return jsonl ? 'jsonl' : 'text';
}
