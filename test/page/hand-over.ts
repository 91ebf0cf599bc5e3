import type { Page } from 'playwright-core';

/** A file as a test hands it over. */
export interface Handed {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Gives the file input files that need not exist on disk. */
export async function choose(page: Page, files: readonly Handed[]): Promise<void> {
  const payloads = files.map(({ name, type, bytes }) => ({ name, mimeType: type, buffer: bytes }));
  await page.setInputFiles('#file', payloads);
}

/** Lets files, or text of a type, go over the middle of the page. */
export async function drop(
  page: Page,
  what: readonly Handed[] | Record<string, string>,
): Promise<void> {
  const dataTransfer = await transferOf(page, what);
  await page.dispatchEvent('body', 'dragover', { dataTransfer });
  await page.dispatchEvent('body', 'drop', { dataTransfer });
}

/** Pastes files, or text of a type, with the focus wherever it is. */
export async function paste(
  page: Page,
  what: readonly Handed[] | Record<string, string>,
): Promise<void> {
  const data = await transferOf(page, what);
  await page.evaluate((clipboardData) => {
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    (document.activeElement ?? document.body).dispatchEvent(event);
  }, data);
}

async function transferOf(page: Page, what: readonly Handed[] | Record<string, string>) {
  const files = Array.isArray(what)
    ? what.map(({ name, type, bytes }) => ({ name, type, base64: bytes.toString('base64') }))
    : [];
  const texts = Array.isArray(what) ? [] : Object.entries(what);
  return page.evaluateHandle(
    ({ files, texts }) => {
      const transfer = new DataTransfer();
      for (const { name, type, base64 } of files) {
        const data = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        transfer.items.add(new File([data], name, { type }));
      }
      for (const [type, text] of texts) transfer.setData(type, text);
      return transfer;
    },
    { files, texts },
  );
}
