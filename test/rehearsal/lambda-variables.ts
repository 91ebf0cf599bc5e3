import { region } from './aws/no-credentials.ts';
import type { Deployed } from './bytes/deployed.ts';

/** Folders, including the layers, in which the runtime looks for CommonJS packages. */
const nodePath = ['/opt/nodejs/node24/node_modules', '/opt/nodejs/node_modules'];

/**
 * Creates the function's environment: the variables of the template and those of the runtime.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function createLambdaVariables({ function: properties }: Deployed): Record<string, string> {
  return {
    ...properties.Environment.Variables,
    _HANDLER: properties.Handler,
    AWS_EXECUTION_ENV: `AWS_Lambda_${properties.Runtime}`,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(properties.MemorySize),
    AWS_LAMBDA_FUNCTION_NAME: 'glimpse-rehearsal',
    AWS_LAMBDA_FUNCTION_VERSION: '1',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_FORMAT: properties.LoggingConfig.LogFormat,
    AWS_LAMBDA_LOG_LEVEL: properties.LoggingConfig.ApplicationLogLevel,
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/glimpse-rehearsal',
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/01/01/[1]0123456789abcdef0123456789abcdef',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: 'rehearsal',
    AWS_SECRET_ACCESS_KEY: 'rehearsal',
    AWS_SESSION_TOKEN: 'rehearsal',
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    LAMBDA_TASK_ROOT: '/var/task',
    LANG: 'en_US.UTF-8',
    NODE_PATH: [...nodePath, '/var/runtime/node_modules'].join(':'),
    PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
    TZ: ':UTC',
  };
}
