import type { Page } from 'playwright-core';

/** A file that a test adds to the page. */
export interface TestFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Chooses files with the file input; they need not exist on disk. */
export async function choose(page: Page, files: readonly TestFile[]): Promise<void> {
  const payloads = files.map(({ name, type, bytes }) => ({ name, mimeType: type, buffer: bytes }));
  await page.setInputFiles('#file', payloads);
}

/** Drops files, or text by its type, on the page. */
export async function drop(
  page: Page,
  items: readonly TestFile[] | Record<string, string>,
): Promise<void> {
  const dataTransfer = await createTransfer(page, items);
  await page.dispatchEvent('body', 'dragover', { dataTransfer });
  await page.dispatchEvent('body', 'drop', { dataTransfer });
}

/** Pastes files, or text by its type, into the focused element. */
export async function paste(
  page: Page,
  items: readonly TestFile[] | Record<string, string>,
): Promise<void> {
  const data = await createTransfer(page, items);
  await page.evaluate((clipboardData) => {
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    (document.activeElement ?? document.body).dispatchEvent(event);
  }, data);
}

async function createTransfer(page: Page, items: readonly TestFile[] | Record<string, string>) {
  const files = Array.isArray(items)
    ? items.map(({ name, type, bytes }) => ({ name, type, base64: bytes.toString('base64') }))
    : [];
  const texts = Array.isArray(items) ? [] : Object.entries(items);
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
