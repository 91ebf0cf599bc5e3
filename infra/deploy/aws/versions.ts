import {
  GetAliasCommand,
  paginateListVersionsByFunction,
  UpdateAliasCommand,
} from '@aws-sdk/client-lambda';
import { callAws } from './call-aws.ts';
import type { Session } from './session.ts';
import type { Deployment } from './stack.ts';

export interface Version {
  /** A number that grows with every deployment that changes something. */
  readonly version: string;
  /** Set when the version was published; names the model. */
  readonly description: string;
}

/** Lists the published versions of a function, oldest first. */
export async function listVersions(
  session: Session,
  { functionName }: Deployment,
): Promise<Version[]> {
  const versions = await callAws(session, 'lambda:ListVersionsByFunction', async () => {
    const found: Version[] = [];
    const pages = paginateListVersionsByFunction(
      { client: session.lambda },
      { FunctionName: functionName },
    );
    for await (const { Versions = [] } of pages) {
      for (const { Version: version = '', Description: description = '' } of Versions) {
        found.push({ version, description });
      }
    }
    return found;
  });
  return versions
    .filter(({ version }) => /^\d+$/.test(version))
    .sort((a, b) => Number(a.version) - Number(b.version));
}

/** Returns the version that callers currently use. */
export async function getLiveVersion(
  session: Session,
  { functionName, alias }: Deployment,
): Promise<string> {
  const command = new GetAliasCommand({ FunctionName: functionName, Name: alias });
  const { FunctionVersion = '' } = await callAws(session, 'lambda:GetAlias', () =>
    session.lambda.send(command),
  );
  return FunctionVersion;
}

/** Switches callers to another version, from their next request on. */
export async function setLiveVersion(
  session: Session,
  { functionName, alias }: Deployment,
  version: string,
): Promise<void> {
  const command = new UpdateAliasCommand({
    FunctionName: functionName,
    Name: alias,
    FunctionVersion: version,
  });
  await callAws(session, 'lambda:UpdateAlias', () => session.lambda.send(command));
}
