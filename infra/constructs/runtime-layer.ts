import { Architecture, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { LayerProps } from './model-layer.ts';

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
