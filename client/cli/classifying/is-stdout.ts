import { fstatSync, statSync } from 'node:fs';

/** Whether what is printed goes to this very file. */
export function isStdout(file: string): boolean {
  try {
    const [one, other] = [statSync(file, { bigint: true }), fstatSync(1, { bigint: true })];
    return one.ino === other.ino && one.dev === other.dev;
  } catch {
    return false;
  }
}
