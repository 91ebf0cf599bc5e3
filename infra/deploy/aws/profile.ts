import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { shellQuote } from '../system/shell-quote.ts';

/**
 * The profile that was asked for and is in neither file, of which the SDK says no more than that
 * there is no region and are no credentials: https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html
 */
export async function missingProfile(named: string | undefined): Promise<string | undefined> {
  const profile = named || process.env.AWS_PROFILE;
  if (!profile) return undefined;
  const folder = join(homedir(), '.aws');
  const config = await sections(process.env.AWS_CONFIG_FILE || join(folder, 'config'));
  const credentials = await sections(
    process.env.AWS_SHARED_CREDENTIALS_FILE || join(folder, 'credentials'),
  );
  const profiles = config.flatMap((name) =>
    name === 'default' ? [name] : name.match(/^profile\s+["']?(.+?)["']?$/)?.slice(1),
  );
  return [...profiles, ...credentials].includes(profile) ? undefined : profile;
}

/** What to do about it. */
export function findProfile(missing: string): string {
  return `Look for its name ("aws configure list-profiles"), or make it: aws configure --profile ${shellQuote(missing)}`;
}

/** What stands in the brackets of a file; nothing where there is no file. */
async function sections(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return [...text.matchAll(/^\s*\[([^\]]+)\]/gm)].map(([, name = '']) => name.trim());
}
