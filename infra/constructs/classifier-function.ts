import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  ApplicationLogLevel,
  Architecture,
  type FunctionProps,
  type ILayerVersion,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { metricNamespace } from './metrics.ts';

export interface ClassifierFunctionProps
  extends Pick<FunctionProps, 'code'>,
    Partial<Omit<FunctionProps, 'code' | 'layers'>> {
  readonly layers: readonly ILayerVersion[];
}

/** Variables of the function that deployments set unless the caller does: `functions/local-settings.ts` reads them. */
const defaultEnvironment = {
  NODE_OPTIONS: '--enable-source-maps',
  GLIMPSE_METRICS: metricNamespace,
};

/**
 * The function as it is made for: Node 24 on arm64, one processor, structured logs. Whatever the caller
 * gives wins, variable by variable in the environment.
 */
export class ClassifierFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, props: ClassifierFunctionProps) {
    super(scope, id, {
      description: 'Glimpse: what is on a picture',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      memorySize: 1769,
      timeout: Duration.seconds(30),
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      // Lambda's own three lines a request would cost more than the function's one.
      systemLogLevelV2: SystemLogLevel.WARN,
      // A version stays so that the alias can go back to it, unless the update that made it failed.
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE },
      ...props,
      layers: [...props.layers],
      environment: { ...defaultEnvironment, ...props.environment },
    });
  }
}
