import { Architecture, type Code, LayerVersion } from 'aws-cdk-lib/aws-lambda';
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
