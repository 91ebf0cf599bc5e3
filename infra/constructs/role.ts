import { Stack, Validations } from 'aws-cdk-lib';
import { Effect, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

export interface FunctionRoleProps {
  /** The only log group the function may write to. */
  readonly logGroup: ILogGroup;
  /** Name of the only bucket whose objects the function may read. Default: none. */
  readonly bucket?: string | undefined;
}

/** The function's permissions, statement by statement. Managed policies are avoided: their contents change. */
export class FunctionRole extends Role {
  constructor(scope: Construct, id: string, { logGroup, bucket }: FunctionRoleProps) {
    super(scope, id, {
      description: 'Glimpse: writes its own log, and reads pictures from the bucket, if one is set',
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    const statements = [
      new PolicyStatement({
        sid: 'WriteOwnLog',
        effect: Effect.ALLOW,
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    ];
    if (bucket) {
      statements.push(
        new PolicyStatement({
          sid: 'ReadPictures',
          effect: Effect.ALLOW,
          actions: ['s3:GetObject'],
          resources: [
            Stack.of(this).formatArn({
              service: 's3',
              region: '',
              account: '',
              resource: bucket,
              resourceName: '*',
            }),
          ],
        }),
      );
    }
    const policy = new Policy(this, 'Policy', { statements, roles: [this] });
    Validations.of(policy).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::${bucket}/*]`,
      reason: 'Callers name the picture, within the one bucket that the deployment allows.',
    });
  }
}
