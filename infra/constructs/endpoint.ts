import { Duration } from 'aws-cdk-lib';
import {
  Alias,
  type FunctionUrl,
  FunctionUrlAuthType,
  type FunctionUrlCorsOptions,
  HttpMethod,
  InvokeMode,
  type IVersion,
  type Function as LambdaFunction,
} from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/** `iam`: callers sign their requests and need a policy. `public`: anyone may call. */
export type Access = 'iam' | 'public';

export interface EndpointProps {
  readonly function: LambdaFunction;
  readonly access: Access;
  /** Origins of web sites that may call from a browser; empty for none. */
  readonly origins: readonly string[];
}

const authTypes = { iam: FunctionUrlAuthType.AWS_IAM, public: FunctionUrlAuthType.NONE };

/** The alias `live` and its URL. A rollback changes neither. */
export class Endpoint extends Construct {
  readonly alias: Alias;
  readonly url: FunctionUrl;

  constructor(scope: Construct, id: string, props: EndpointProps) {
    super(scope, id);
    const { access, origins } = props;
    this.alias = new Alias(this, 'Live', {
      aliasName: 'live',
      description: 'The version behind the function URL',
      // aws-cdk-lib is not compiled with exactOptionalPropertyTypes.
      version: props.function.currentVersion as IVersion,
    });
    this.url = this.alias.addFunctionUrl({
      authType: authTypes[access],
      invokeMode: InvokeMode.BUFFERED,
      ...(origins.length > 0 && { cors: createCors(origins) }),
    });
  }

  /** The policy of a caller. Both actions are required since October 2025: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html */
  get callerPolicy(): object {
    const Resource = this.alias.functionArn;
    return {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'lambda:InvokeFunctionUrl',
          Resource,
          Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } },
        },
        {
          Effect: 'Allow',
          Action: 'lambda:InvokeFunction',
          Resource,
          Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } },
        },
      ],
    };
  }
}

/** Allows the headers that the client sends and reads, those of signatures included. */
function createCors(origins: readonly string[]): FunctionUrlCorsOptions {
  return {
    allowedOrigins: [...origins],
    allowedMethods: [HttpMethod.GET, HttpMethod.POST],
    allowedHeaders: [
      'authorization',
      'content-type',
      'x-amz-content-sha256',
      'x-amz-date',
      'x-amz-security-token',
    ],
    exposedHeaders: ['retry-after', 'x-request-id'],
    maxAge: Duration.hours(1),
  };
}
