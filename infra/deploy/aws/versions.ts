import {
  GetAliasCommand,
  paginateListVersionsByFunction,
  UpdateAliasCommand,
} from '@aws-sdk/client-lambda';
import { ask } from './ask.ts';
import type { Session } from './session.ts';
import type { Deployment } from './stack.ts';

export interface Version {
  /** A number, counted up with every deployment that changes something. */
  readonly version: string;
  /** What it was described as when it was made; it names the model. */
  readonly description: string;
}

/** The published versions of a function, oldest first. */
export async function listVersions(
  session: Session,
  { functionName }: Deployment,
): Promise<Version[]> {
  const versions = await ask(session, 'lambda:ListVersionsByFunction', async () => {
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

/** The version that callers get now. */
export async function liveVersion(
  session: Session,
  { functionName, alias }: Deployment,
): Promise<string> {
  const command = new GetAliasCommand({ FunctionName: functionName, Name: alias });
  const { FunctionVersion = '' } = await ask(session, 'lambda:GetAlias', () =>
    session.lambda.send(command),
  );
  return FunctionVersion;
}

/** Lets callers get another version, from their next request on. */
export async function makeLive(
  session: Session,
  { functionName, alias }: Deployment,
  version: string,
): Promise<void> {
  const command = new UpdateAliasCommand({
    FunctionName: functionName,
    Name: alias,
    FunctionVersion: version,
  });
  await ask(session, 'lambda:UpdateAlias', () => session.lambda.send(command));
}
