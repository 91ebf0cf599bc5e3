import { extname } from 'node:path';
import * as z from 'zod';
import { inputSides, modelName } from '../../../models/format/manifest.ts';
import { catalogue, type Published } from '../../../models/store/catalogue.ts';
import { UsageError } from '../../terminal/errors.ts';
import { parseFlags } from '../errors.ts';

/** Values for red, green and blue, such as `0.485,0.456,0.406`. */
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
  /** File with the class names; undefined for those of ImageNet. */
  readonly labels: string | undefined;
  /** Whether to replace a model of that name. */
  readonly force: boolean;
}

/** Options to add a model of the catalogue. */
export interface PublishedOptions extends CommonOptions {
  readonly kind: 'published';
  readonly published: Published;
  /** A copy of its checkpoint; undefined to download it. */
  readonly from: string | undefined;
  readonly precision: 'int8' | 'fp32' | undefined;
  /** Folder of calibration pictures; undefined for those of the project. */
  readonly calibration: string | undefined;
}

/** Options to add a checkpoint of the user. */
export interface CheckpointOptions extends CommonOptions {
  readonly kind: 'checkpoint';
  readonly file: string;
  readonly precision: 'int8' | 'fp32' | undefined;
  /** Folder of calibration pictures; undefined to keep float32. */
  readonly calibration: string | undefined;
}

/** Options to add an ONNX file of the user: any image classifier. */
export interface OnnxOptions extends CommonOptions {
  readonly kind: 'onnx';
  readonly file: string;
  readonly size: number | undefined;
  /** For pixels from 0 to 255. */
  readonly mean: readonly number[];
  /** For pixels from 0 to 255. */
  readonly std: readonly number[];
  readonly output: 'logits' | 'probabilities' | undefined;
}

export type AddOptions = PublishedOptions | CheckpointOptions | OnnxOptions;

/**
 * Validates the arguments of `glimpse models add SOURCE`.
 *
 * @param source Name in the catalogue, or a file.
 * @throws UsageError
 */
export function parseAddOptions(source: string, rawFlags: unknown): AddOptions {
  const flags = parseFlags(flagsSchema, rawFlags);
  const published = catalogue.find(({ id }) => id === source);
  if (published) return createPublishedOptions(published, flags);
  const { name } = flags;
  if (name === undefined) {
    const known = catalogue.map(({ id }) => id).join(', ');
    throw new UsageError(
      `give your model a name with --name NAME (published models, added by name alone: ${known})`,
    );
  }
  if (catalogue.some(({ id }) => id === name)) {
    throw new UsageError(`${name} is the name of a published model; choose another with --name`);
  }
  return extname(source).toLowerCase() === '.onnx'
    ? createOnnxOptions(source, { ...flags, name })
    : createCheckpointOptions(source, { ...flags, name });
}

function createPublishedOptions(published: Published, flags: Flags): PublishedOptions {
  const { id } = published;
  refuse(flags, ['labels', 'size', 'mean', 'std', 'output'], `the published model ${id}`);
  const { from, precision, calibration, force, name = id } = flags;
  const labels = undefined;
  return { kind: 'published', published, from, name, precision, calibration, force, labels };
}

function createCheckpointOptions(file: string, flags: Flags & { name: string }): CheckpointOptions {
  refuse(flags, ['from', 'size', 'mean', 'std', 'output'], 'a checkpoint');
  const { name, labels, precision, calibration, force } = flags;
  return { kind: 'checkpoint', file, name, labels, precision, calibration, force };
}

function createOnnxOptions(file: string, flags: Flags & { name: string }): OnnxOptions {
  refuse(flags, ['from'], 'an ONNX file');
  refuse(flags, ['precision', 'calibration'], 'an ONNX file, which stays in float32');
  const { name, labels, size, output, force } = flags;
  if (!flags.mean || !flags.std) {
    throw new UsageError(
      'an ONNX file does not say how its pixels are normalised; pass --mean R,G,B and --std R,G,B',
    );
  }
  const scale = [...flags.mean, ...flags.std].some((value) => value > 1) ? 1 : 255;
  const [mean, std] = [scaleBy(scale, flags.mean), scaleBy(scale, flags.std)];
  return { kind: 'onnx', file, name, labels, size, mean, std, output, force };
}

function scaleBy(scale: number, values: readonly number[]): number[] {
  return values.map((value) => value * scale);
}

/** @throws UsageError if one of these flags was given */
function refuse(flags: Flags, names: readonly (keyof Flags)[], subject: string): void {
  const refused = names.find((name) => flags[name] !== undefined);
  if (refused) throw new UsageError(`--${refused} cannot be used with ${subject}`);
}
