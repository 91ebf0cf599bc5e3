import { files } from './files.ts';
import type { Group } from './group.ts';
import { inProcess } from './in-process.ts';
import { init } from './init.ts';
import { memory } from './memory.ts';
import { served } from './served.ts';
import { serverStart, versionStart } from './starts.ts';

/** All that the bench measures, in the order of the report. */
export const groups: readonly Group[] = [
  serverStart,
  versionStart,
  init,
  inProcess,
  served,
  files,
  memory,
];
