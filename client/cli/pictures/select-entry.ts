import { closeSync, openSync, readSync } from 'node:fs';
import { extname } from 'node:path';
import { isPictureFormat, sniff } from '../../../functions/image/formats/sniff.ts';

/** Extensions of the formats that the service decodes, as browsers, phones and cameras write them. */
const extension =
  /^\.(jpe?g|jpe|jfif|jif|pjpe?g|pjp|a?png|webp|gif|tiff?|avifs?|hei[cf]s?|hif|bmp|dib)$/i;

/** Folders and files that systems and network drives keep beside pictures. */
const systemNames = new Set([
  '@eadir',
  '__macosx',
  '#recycle',
  '$recycle.bin',
  'system volume information',
  'lost+found',
  'thumbs.db',
  'ehthumbs.db',
  'desktop.ini',
]);

/** Whether a name is hidden (`.thumbs`, `._a.jpg` of a Mac) or the system's own (`@eaDir`). */
export function isHidden(name: string): boolean {
  return name.startsWith('.') || systemNames.has(name.toLowerCase());
}

/** Whether a file has the extension of a picture. */
export function hasPictureExtension(name: string): boolean {
  return extension.test(extname(name));
}

/**
 * Whether a file is a picture: by its extension, or, if it has none, by its first bytes.
 *
 * @throws Error of the system if the file has to be read and cannot be
 */
export function isPictureFile(name: string, path: string | Buffer): boolean {
  return extname(name) === '' ? isPictureFormat(sniff(readStart(path))) : hasPictureExtension(name);
}

/** Signatures are within these bytes. */
const startBytes = 512;

function readStart(path: string | Buffer): Buffer {
  const start = Buffer.alloc(startBytes);
  const file = openSync(path, 'r');
  try {
    return start.subarray(0, readSync(file, start, 0, startBytes, 0));
  } finally {
    closeSync(file);
  }
}
