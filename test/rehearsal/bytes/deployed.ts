import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as z from 'zod';

/** The function's CloudFormation template, and its zip files. */
export interface Deployed {
  readonly stack: string;
  /** Path of cdk.out. */
  readonly folder: string;
  readonly template: Template;
  readonly function: FunctionProperties;
  readonly zips: Zips;
  /** Where the zip files come from, as text. */
  readonly from: string;
}

export interface Zips {
  readonly function: string;
  readonly layers: readonly string[];
}

const reference = z.union([z.string(), z.record(z.string(), z.unknown())]);

const content = z.object({ S3Bucket: reference, S3Key: z.string() });

const functionSchema = z.object({
  Runtime: z.string(),
  Handler: z.string(),
  Architectures: z.array(z.string()),
  MemorySize: z.number(),
  Timeout: z.number(),
  Code: content,
  Layers: z.array(z.object({ Ref: z.string() })),
  LoggingConfig: z.object({ LogFormat: z.string(), ApplicationLogLevel: z.string() }),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }),
});

const layerSchema = z.object({ Content: content });

const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).default({}),
      Metadata: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
  Outputs: z.record(z.string(), z.unknown()),
});

export type Template = z.infer<typeof templateSchema>;
type FunctionProperties = z.infer<typeof functionSchema>;

const assetsSchema = z.object({
  files: z.record(z.string(), z.object({ source: z.object({ path: z.string() }) })),
});

/** Reads the output of `cdk synth`: the template, and the zip file of each key. */
export async function readSynthesised(folder: string, stack: string): Promise<Deployed> {
  const template = templateSchema.parse(await readJson(folder, `${stack}.template.json`));
  const { files } = assetsSchema.parse(await readJson(folder, `${stack}.assets.json`));
  const findZip = (key: string): string => {
    const asset = files[basename(key, '.zip')];
    if (!asset) throw new Error(`cdk.out has no asset for ${key}`);
    return join(folder, asset.source.path);
  };
  const resources = Object.values(template.Resources);
  const functions = resources.filter(({ Type }) => Type === 'AWS::Lambda::Function');
  if (functions.length !== 1) throw new Error(`${functions.length} functions in the template`);
  const properties = functionSchema.parse(functions[0]?.Properties);
  const layers = properties.Layers.map(({ Ref }) => {
    return findZip(layerSchema.parse(template.Resources[Ref]?.Properties).Content.S3Key);
  });
  const zips = { function: findZip(properties.Code.S3Key), layers };
  return { stack, folder, template, function: properties, zips, from: 'cdk.out' };
}

async function readJson(folder: string, name: string): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, name), 'utf8'));
}

/** Lists the function's zip file, then those of the layers. */
export function listZips({ function: own, layers }: Zips): string[] {
  return [own, ...layers];
}
