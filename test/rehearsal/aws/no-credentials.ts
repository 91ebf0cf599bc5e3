import { homedir } from 'node:os';
import { join } from 'node:path';
import { createWorkFolder } from '../work-folder.ts';

/** Account and region of the rehearsal; the account belongs to nobody. */
export const account = '123456789012';
export const region = 'us-east-1';

/**
 * Creates an environment for programs that use AWS: without real credentials, telemetry or notices.
 * npm keeps its settings, which may name a registry.
 */
export async function createIsolatedEnv(): Promise<Record<string, string>> {
  const home = await createWorkFolder('nobody');
  const npm = Object.entries(process.env).filter(([name]) => /^npm_(config_|execpath)/i.test(name));
  return {
    npm_config_userconfig: join(homedir(), '.npmrc'),
    npm_config_cache: join(homedir(), '.npm'),
    ...Object.fromEntries(npm as [string, string][]),
    PATH: process.env.PATH ?? '',
    HOME: home,
    NO_COLOR: '1',
    AWS_CONFIG_FILE: join(home, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ACCESS_KEY_ID: 'rehearsal',
    AWS_SECRET_ACCESS_KEY: 'rehearsal',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CDK_DISABLE_VERSION_CHECK: 'true',
    JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: '1',
  };
}
