import {
  CloudFormationServiceException,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { DeployError } from '../../errors.ts';
import { callAws } from './call-aws.ts';
import type { Session } from './session.ts';

export interface DeployedStack {
  readonly name: string;
  /** As CloudFormation spells it, such as `UPDATE_COMPLETE`. */
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** A deployment, as the outputs of its stack describe it. */
export interface Deployment {
  readonly url: string;
  readonly functionName: string;
  readonly alias: string;
  /** The version that CloudFormation last set for the alias. */
  readonly version: string;
  readonly access: 'iam' | 'public';
  /** id, precision and sha256. */
  readonly model: string;
  /** JSON; only if access is `iam`. */
  readonly callerPolicy: string | undefined;
}

/** Returns the name of a stage's stack. */
export function getStackName(stage: string): string {
  return `glimpse-${stage}`;
}

/** Describes a stack's current state; undefined if it does not exist. */
export async function describeStack(
  session: Session,
  name: string,
): Promise<DeployedStack | undefined> {
  const { Stacks = [] } = await callAws(session, 'cloudformation:DescribeStacks', () =>
    session.cloudFormation
      .send(new DescribeStacksCommand({ StackName: name }))
      .catch(emptyIfMissing),
  );
  const [stack] = Stacks;
  if (!stack) return undefined;
  const outputs = (stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [
    OutputKey,
    OutputValue,
  ]);
  return { name, status: stack.StackStatus ?? '', outputs: Object.fromEntries(outputs) };
}

/** CloudFormation has no specific error for a stack that does not exist. */
function emptyIfMissing(error: unknown): { Stacks: [] } {
  const missing =
    error instanceof CloudFormationServiceException &&
    error.name === 'ValidationError' &&
    error.message.includes('does not exist');
  if (missing) return { Stacks: [] };
  throw error;
}

/** Reads a stack's outputs. @throws DeployError if one is missing. */
export function parseDeployment({ name, outputs }: DeployedStack): Deployment {
  const getOutput = (key: string): string => {
    const value = outputs[key];
    if (value !== undefined) return value;
    throw new DeployError(
      `Stack ${name} has no output ${key}: its deployment is incomplete. Deploy it again.`,
    );
  };
  return {
    url: getOutput('Url'),
    functionName: getOutput('FunctionName'),
    alias: getOutput('Alias'),
    version: getOutput('Version'),
    access: getOutput('Access') === 'public' ? 'public' : 'iam',
    model: getOutput('Model'),
    callerPolicy: outputs.CallerPolicy,
  };
}
