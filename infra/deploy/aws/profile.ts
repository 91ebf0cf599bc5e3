import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { shellQuote } from '../../../client/terminal/shell-quote.ts';

/**
 * Returns the name of the chosen profile if neither configuration file has it. The SDK reports only a
 * missing region and missing credentials: https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html
 */
export async function findMissingProfile(
  requested: string | undefined,
): Promise<string | undefined> {
  const profile = requested || process.env.AWS_PROFILE;
  if (!profile) return undefined;
  const folder = join(homedir(), '.aws');
  const config = await readSectionNames(process.env.AWS_CONFIG_FILE || join(folder, 'config'));
  const credentials = await readSectionNames(
    process.env.AWS_SHARED_CREDENTIALS_FILE || join(folder, 'credentials'),
  );
  const profiles = config.flatMap((name) =>
    name === 'default' ? [name] : name.match(/^profile\s+["']?(.+?)["']?$/)?.slice(1),
  );
  return [...profiles, ...credentials].includes(profile) ? undefined : profile;
}

/** Returns advice for a profile that does not exist, as a sentence. */
export function getProfileAdvice(missing: string): string {
  return `Check its name ("aws configure list-profiles"), or create it: aws configure --profile ${shellQuote(missing)}`;
}

/** Reads the names in brackets of a configuration file; none if the file does not exist. */
async function readSectionNames(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return [...text.matchAll(/^\s*\[([^\]]+)\]/gm)].map(([, name = '']) => name.trim());
}
