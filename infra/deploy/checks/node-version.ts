import { type Finding, well, wrong } from './finding.ts';

/** The oldest that the project runs with: `engines` of its package.json. */
const oldest = [20, 19] as const;

/** @param version As `process.versions.node` has it. */
export function checkNodeVersion(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const enough = major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
  return enough
    ? well('Node', version)
    : wrong(
        'Node',
        `${version} is too old`,
        `Install ${oldest.join('.')} or newer: https://nodejs.org`,
      );
}
