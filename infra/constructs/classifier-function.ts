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

/**
 * Default environment variables; `functions/lambda/settings.ts` reads the GLIMPSE ones. The others make
 * memory be given back, as `functions/shared/memory.mjs` does for the local server.
 */
const defaultEnvironment = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '1048576',
  GLIMPSE_METRICS: metricNamespace,
};

/**
 * The function with its defaults: Node 24 on arm64, one vCPU, structured logs. Every property can be
 * overridden; environment variables are overridden one by one.
 */
export class ClassifierFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, props: ClassifierFunctionProps) {
    super(scope, id, {
      description: 'Glimpse: image recognition',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      memorySize: 1769,
      timeout: Duration.seconds(30),
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      // Lambda's own three lines per request would cost more than the function's one line.
      systemLogLevelV2: SystemLogLevel.WARN,
      // Versions are kept for rollbacks, except those of a failed update.
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE },
      ...props,
      layers: [...props.layers],
      environment: { ...defaultEnvironment, ...props.environment },
    });
  }
}
