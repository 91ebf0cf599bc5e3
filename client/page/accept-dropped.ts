import { ofAddress, ofFile } from './accept-files.ts';
import type { Intake } from './intake.ts';

/** Takes what is dropped anywhere: files, folders with all that is in them, or a picture of another page. */
export function acceptDropped(intake: Intake): void {
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
  const address = ofAddress(data.getData('text/uri-list').split('\n')[0] ?? '');
  const entries = [...data.items].map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const files = (await Promise.all(entries.map(filesIn))).flat();
  if (files.length > 0) intake.add(files.map(ofFile));
  else if (address) intake.add([address]);
}

async function filesIn(entry: FileSystemEntry | File | null): Promise<File[]> {
  if (!entry || entry instanceof File) return entry ? [entry] : [];
  if (entry.isFile) {
    return [await new Promise<File>((...done) => (entry as FileSystemFileEntry).file(...done))];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: File[] = [];
  for (;;) {
    // A folder is told in parts, the last of which is empty.
    const part = await new Promise<FileSystemEntry[]>((...done) => reader.readEntries(...done));
    if (part.length === 0) return files.filter(({ name }) => !name.startsWith('.'));
    files.push(...(await Promise.all(part.map(filesIn))).flat());
  }
}
