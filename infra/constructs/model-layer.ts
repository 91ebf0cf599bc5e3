import { Architecture, type Code, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

export interface LayerProps {
  /** A zip with the layout that `buildModelLayer` or `buildRuntimeLayer` writes. */
  readonly code: Code;
  readonly description?: string | undefined;
}

/** The model's files under `/opt/model`. Each version of the function keeps its own model. */
export class ModelLayer extends LayerVersion {
  constructor(
    scope: Construct,
    id: string,
    { code, description = 'Glimpse: a model' }: LayerProps,
  ) {
    super(scope, id, { code, description, compatibleArchitectures: [Architecture.ARM_64] });
  }
}

/** ONNX Runtime and sharp for linux on arm64, under `/opt/nodejs/node_modules`. */
export class RuntimeLayer extends LayerVersion {
  constructor(scope: Construct, id: string, { code, description }: LayerProps) {
    super(scope, id, {
      code,
      description: description ?? 'Glimpse: ONNX Runtime and sharp for linux-arm64',
      compatibleArchitectures: [Architecture.ARM_64],
      compatibleRuntimes: [Runtime.NODEJS_24_X],
    });
  }
}
