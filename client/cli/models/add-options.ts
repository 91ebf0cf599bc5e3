import { extname } from 'node:path';
import * as z from 'zod';
import { inputSides, modelName } from '../../../models/format/manifest.ts';
import { catalogue, type Published } from '../../../models/store/catalogue.ts';
import { parseFlags, UsageError } from '../errors.ts';

/** Red, green and blue as `0.485,0.456,0.406`. */
const colours = z
  .string()
  .transform((text) =>
    text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part))),
  )
  .pipe(z.array(z.number('expected numbers: R,G,B')).length(3, 'expected three numbers: R,G,B'));

const flagsSchema = z.object({
  from: z.string().optional(),
  name: modelName.optional(),
  labels: z.string().optional(),
  precision: z.enum(['int8', 'fp32']).optional(),
  calibration: z.string().optional(),
  size: z.coerce.number().int().min(inputSides.min).max(inputSides.max).optional(),
  mean: colours.optional(),
  std: colours.pipe(z.array(z.number().positive())).optional(),
  output: z.enum(['logits', 'probabilities']).optional(),
  force: z.boolean().default(false),
});

type Flags = z.infer<typeof flagsSchema>;

interface CommonOptions {
  readonly name: string;
  /** File with the names of the classes; undefined means ImageNet's. */
  readonly labels: string | undefined;
  /** Whether a model of that name is replaced. */
  readonly force: boolean;
}

/** A checkpoint that its makers publish, or a copy of it. */
export interface PublishedOptions extends CommonOptions {
  readonly kind: 'published';
  readonly published: Published;
  readonly from: string | undefined;
  readonly precision: 'int8' | 'fp32' | undefined;
  readonly calibration: string | undefined;
}

/** A checkpoint of the user's own. */
export interface CheckpointOptions extends CommonOptions {
  readonly kind: 'checkpoint';
  readonly file: string;
  readonly precision: 'int8' | 'fp32' | undefined;
  readonly calibration: string | undefined;
}

/** Any image classifier in ONNX. */
export interface OnnxOptions extends CommonOptions {
  readonly kind: 'onnx';
  readonly file: string;
  readonly size: number | undefined;
  /** For pixels from 0 to 255. */
  readonly mean: readonly number[];
  readonly std: readonly number[];
  readonly output: 'logits' | 'probabilities' | undefined;
}

export type AddOptions = PublishedOptions | CheckpointOptions | OnnxOptions;

/**
 * Understands what `glimpse models add WHAT` is to add.
 *
 * @throws UsageError
 */
export function parseAddOptions(what: string, given: unknown): AddOptions {
  const flags = parseFlags(flagsSchema, given);
  const published = catalogue.find(({ id }) => id === what);
  if (published) return publishedOptions(published, flags);
  const { name } = flags;
  if (name === undefined) {
    const known = catalogue.map(({ id }) => id).join(', ');
    throw new UsageError(
      `a model of your own needs a name: --name NAME (by name alone there is: ${known})`,
    );
  }
  if (catalogue.some(({ id }) => id === name)) {
    throw new UsageError(`${name} is the name of a published model: choose another with --name`);
  }
  return extname(what).toLowerCase() === '.onnx'
    ? onnxOptions(what, { ...flags, name })
    : checkpointOptions(what, { ...flags, name });
}

function publishedOptions(published: Published, flags: Flags): PublishedOptions {
  refuse(flags, ['labels', 'size', 'mean', 'std', 'output'], `${published.id}, which is known,`);
  const { from, precision, calibration, force, name = published.id } = flags;
  return {
    kind: 'published',
    published,
    from,
    name,
    precision,
    calibration,
    force,
    labels: undefined,
  };
}

function checkpointOptions(file: string, flags: Flags & { name: string }): CheckpointOptions {
  refuse(flags, ['from', 'size', 'mean', 'std', 'output'], 'a checkpoint');
  const { name, labels, precision, calibration, force } = flags;
  return { kind: 'checkpoint', file, name, labels, precision, calibration, force };
}

function onnxOptions(file: string, flags: Flags & { name: string }): OnnxOptions {
  refuse(flags, ['from', 'precision', 'calibration'], 'an ONNX file, which stays as it is,');
  const { name, labels, size, mean, std, output, force } = flags;
  if (!mean || !std) {
    throw new UsageError(
      'an ONNX file does not say how its pixels are normalised: --mean R,G,B --std R,G,B',
    );
  }
  const scale = [...mean, ...std].some((value) => value > 1) ? 1 : 255;
  const scaled = (values: readonly number[]) => values.map((value) => value * scale);
  return {
    kind: 'onnx',
    file,
    name,
    labels,
    size,
    mean: scaled(mean),
    std: scaled(std),
    output,
    force,
  };
}

function refuse(flags: Flags, names: readonly (keyof Flags)[], what: string): void {
  const given = names.find((name) => flags[name] !== undefined);
  if (given) throw new UsageError(`--${given} is not for ${what}`);
}
