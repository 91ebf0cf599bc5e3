import { Architecture, type Code, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

export interface LayerProps {
  /** A zip of which `buildModelLayer` or `buildRuntimeLayer` tells the layout. */
  readonly code: Code;
  readonly description?: string | undefined;
}

/** The model's files under `/opt/model`. A version that an alias may go back to keeps its own model. */
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
