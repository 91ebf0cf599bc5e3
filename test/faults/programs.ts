import { spawnSync } from 'node:child_process';

/** Whether a program runs here and succeeds. */
function succeeds([program = '', ...args]: readonly string[]): boolean {
  return process.platform === 'linux' && spawnSync(program, args).status === 0;
}

const isRoot = process.getuid?.() === 0;

/** Runs a command without root's right to read and write everything; for other users, as it is. */
export const withoutPrivileges: readonly string[] = isRoot
  ? ['setpriv', '--bounding-set', '-dac_override,-dac_read_search']
  : [];

const mountNamespace = ['unshare', ...(isRoot ? [] : ['--map-root-user']), '--mount'];

/**
 * Runs a command with a file system of a few kilobytes at `folder`, which nobody else sees. With
 * `list`, the files that are there at the end are printed after the command's output.
 */
export function onSmallDisk(
  folder: string,
  { kilobytes, list = false }: { readonly kilobytes: number; readonly list?: boolean },
): readonly string[] {
  const mount = `folder=$1 && shift && mount -t tmpfs -o size=${kilobytes}k tmpfs "$folder"`;
  const andList = `{ "$@"; code=$?; find "$folder" -type f; exit $code; }`;
  return [
    ...mountNamespace,
    'sh',
    '-c',
    `${mount} && ${list ? andList : 'exec "$@"'}`,
    'sh',
    folder,
  ];
}

/** Why a test cannot run here; undefined if it can. */
export const missing = {
  /** File permissions that hold, for root as well. */
  permissions: succeeds([...withoutPrivileges, 'true'])
    ? undefined
    : 'needs Linux, and setpriv if the user is root',
  mounts: succeeds([...onSmallDisk('/mnt', { kilobytes: 16 }), 'true'])
    ? undefined
    : 'needs Linux, and a user who may create namespaces (unshare --mount)',
};
