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

/** `iam`: callers sign their requests and need a policy. `public`: everybody may call. */
export type Access = 'iam' | 'public';

export interface EndpointProps {
  readonly function: LambdaFunction;
  readonly access: Access;
  /** Web sites that may call from a browser; none where empty. */
  readonly origins: readonly string[];
}

const authTypes = { iam: FunctionUrlAuthType.AWS_IAM, public: FunctionUrlAuthType.NONE };

/** The alias `live` and its address: going back to an earlier version changes neither. */
export class Endpoint extends Construct {
  readonly alias: Alias;
  readonly url: FunctionUrl;

  constructor(scope: Construct, id: string, props: EndpointProps) {
    super(scope, id);
    const { access, origins } = props;
    this.alias = new Alias(this, 'Live', {
      aliasName: 'live',
      description: 'What the function URL answers with',
      // aws-cdk-lib was not compiled with exactOptionalPropertyTypes.
      version: props.function.currentVersion as IVersion,
    });
    this.url = this.alias.addFunctionUrl({
      authType: authTypes[access],
      invokeMode: InvokeMode.BUFFERED,
      ...(origins.length > 0 && { cors: corsFor(origins) }),
    });
  }

  /** What a caller has to be allowed: both since October 2025. https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html */
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

/** What the client sends and reads; signatures travel in headers too. */
function corsFor(origins: readonly string[]): FunctionUrlCorsOptions {
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
