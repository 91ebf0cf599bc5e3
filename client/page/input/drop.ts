import { announce } from '../dom/announce.ts';
import type { Intake } from '../state/intake.ts';
import { words } from '../text/language.ts';
import { fromAddress, fromFile } from './files.ts';

/** Only these files of a folder are sent; the others are private. */
const pictureName = /\.(jpe?g|jpe|jfif|png|webp|gif|tiff?|avif|hei[cf]|bmp)$/i;

/** Accepts drops anywhere on the page: files, folders with pictures, or a picture from another page. */
export function acceptDrop(intake: Intake): void {
  const setDragging = (isDragging: boolean) =>
    document.body.toggleAttribute('data-dragging', isDragging);
  document.addEventListener('dragover', (event) => {
    // Ignore other drags, such as selected text.
    if (!event.dataTransfer?.types.some((type) => /^(Files|text\/uri-list)$/.test(type))) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setDragging(true);
  });
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (!relatedTarget) setDragging(false);
  });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    setDragging(false);
    if (event.dataTransfer) void add(event.dataTransfer, intake);
  });
}

async function add(data: DataTransfer, intake: Intake): Promise<void> {
  // Read both before the first `await`: they are not available later.
  const address = fromAddress(data.getData('text/uri-list').split('\n')[0] ?? '');
  const entries = [...data.items].map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const files = (await Promise.all(entries.map(listFiles))).flat();
  if (files.length > 0) intake.add(files.map(fromFile));
  else if (address) intake.add([address]);
  else announce(words().nothingDropped);
}

/** Skips entries that cannot be read, such as deleted or forbidden files. */
async function listFiles(entry: FileSystemEntry | File | null): Promise<File[]> {
  if (!entry || entry instanceof File) return entry ? [entry] : [];
  try {
    if (entry.isFile) return [await readFile(entry as FileSystemFileEntry)];
    const entries = await readEntries(entry as FileSystemDirectoryEntry);
    return (await Promise.all(entries.filter(mayHavePicture).map(listFiles))).flat();
  } catch {
    return [];
  }
}

function mayHavePicture({ name, isDirectory }: FileSystemEntry): boolean {
  return !name.startsWith('.') && (isDirectory || pictureName.test(name));
}

function readFile(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((...done) => entry.file(...done));
}

async function readEntries(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    // The browser lists a folder in parts; the last part is empty.
    const part = await new Promise<FileSystemEntry[]>((...done) => reader.readEntries(...done));
    if (part.length === 0) return entries;
    entries.push(...part);
  }
}
