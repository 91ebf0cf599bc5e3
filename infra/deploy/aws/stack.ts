import {
  CloudFormationServiceException,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { DeployError } from '../../errors.ts';
import { ask } from './ask.ts';
import type { Session } from './session.ts';

export interface DeployedStack {
  readonly name: string;
  /** As CloudFormation spells it, such as `UPDATE_COMPLETE`. */
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** What a deployment tells of itself: the outputs of the stack. */
export interface Deployment {
  readonly url: string;
  readonly functionName: string;
  readonly alias: string;
  /** The version that the stack last pointed the alias at. */
  readonly version: string;
  readonly access: 'iam' | 'public';
  /** id, precision and sha256. */
  readonly model: string;
  /** JSON; with `iam` alone. */
  readonly callerPolicy: string | undefined;
}

/** The stack of a stage. */
export function stackName(stage: string): string {
  return `glimpse-${stage}`;
}

/** A stack as it is now; undefined where there is none. */
export async function describeStack(
  session: Session,
  name: string,
): Promise<DeployedStack | undefined> {
  const { Stacks = [] } = await ask(session, 'cloudformation:DescribeStacks', () =>
    session.cloudFormation
      .send(new DescribeStacksCommand({ StackName: name }))
      .catch(noneWhereAbsent),
  );
  const [stack] = Stacks;
  if (!stack) return undefined;
  const outputs = (stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [
    OutputKey,
    OutputValue,
  ]);
  return { name, status: stack.StackStatus ?? '', outputs: Object.fromEntries(outputs) };
}

/** CloudFormation has no error of its own for a stack that is not there. */
function noneWhereAbsent(error: unknown): { Stacks: [] } {
  const absent =
    error instanceof CloudFormationServiceException &&
    error.name === 'ValidationError' &&
    error.message.includes('does not exist');
  if (absent) return { Stacks: [] };
  throw error;
}

/** @throws DeployError where the stack has other outputs than ours. */
export function deploymentOf({ name, outputs }: DeployedStack): Deployment {
  const need = (key: string): string => {
    const value = outputs[key];
    if (value !== undefined) return value;
    throw new DeployError(`Stack ${name} has no output ${key}: it was not deployed whole.`);
  };
  return {
    url: need('Url'),
    functionName: need('FunctionName'),
    alias: need('Alias'),
    version: need('Version'),
    access: need('Access') === 'public' ? 'public' : 'iam',
    model: need('Model'),
    callerPolicy: outputs.CallerPolicy,
  };
}
