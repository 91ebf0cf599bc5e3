import { announce } from '../dom/announce.ts';
import type { Intake } from '../state/intake.ts';
import { words } from '../text/language.ts';
import { frameFromAddress, frameFromFile } from './files.ts';

/** Of a folder's files those are sent that say they are pictures; the others are nobody's business. */
const picture = /\.(jpe?g|png|webp|gif|tiff?|avif|heic)$/i;

/** Takes what is dropped anywhere: files, folders with the pictures in them, or a picture of another page. */
export function acceptDrop(intake: Intake): void {
  const over = (is: boolean) => document.body.toggleAttribute('data-over', is);
  document.addEventListener('dragover', (event) => {
    // Moving a selected text about is no business of the page.
    if (!event.dataTransfer?.types.some((type) => /^(Files|text\/uri-list)$/.test(type))) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    over(true);
  });
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (!relatedTarget) over(false);
  });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    over(false);
    if (event.dataTransfer) void take(event.dataTransfer, intake);
  });
}

async function take(data: DataTransfer, intake: Intake): Promise<void> {
  // Both are gone once this function has waited.
  const address = frameFromAddress(data.getData('text/uri-list').split('\n')[0] ?? '');
  const entries = [...data.items].map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const files = (await Promise.all(entries.map(filesIn))).flat();
  if (files.length > 0) intake.add(files.map(frameFromFile));
  else if (address) intake.add([address]);
  else announce(words().nothingDropped);
}

/** What cannot be read, such as a file that is gone or forbidden, is left out. */
async function filesIn(entry: FileSystemEntry | File | null): Promise<File[]> {
  if (!entry || entry instanceof File) return entry ? [entry] : [];
  try {
    if (entry.isFile) return [await fileOf(entry as FileSystemFileEntry)];
    const entries = await entriesOf(entry as FileSystemDirectoryEntry);
    return (await Promise.all(entries.filter(mayHold).map(filesIn))).flat();
  } catch {
    return [];
  }
}

function mayHold({ name, isDirectory }: FileSystemEntry): boolean {
  return !name.startsWith('.') && (isDirectory || picture.test(name));
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((...done) => entry.file(...done));
}

async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    // A folder is told in parts, the last of which is empty.
    const part = await new Promise<FileSystemEntry[]>((...done) => reader.readEntries(...done));
    if (part.length === 0) return entries;
    entries.push(...part);
  }
}
