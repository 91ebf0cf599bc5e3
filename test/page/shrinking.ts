import type { Page } from 'playwright-core';
import { load } from './browser.ts';

/** Loads the page again, with a server that takes no picture of more than so many bytes. */
export async function takeAtMost(bytes: number, page: Page): Promise<void> {
  await page.route('**/trpc/model*', async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    body.result.data.limits.pictureBytes = bytes;
    await route.fulfill({ response, json: body });
  });
  await load(page, page.url());
}

/** Keeps the first picture that is made smaller from now on in the works until it is let go. */
export async function holdFirstShrinking(page: Page): Promise<{ letGo(): Promise<void> }> {
  const held = await page.evaluateHandle(() => {
    const create = window.createImageBitmap;
    let letGo = () => {};
    const gone = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    window.createImageBitmap = (async (...args: Parameters<typeof create>) => {
      window.createImageBitmap = create;
      await gone;
      return create(...args);
    }) as typeof create;
    return { letGo };
  });
  return { letGo: () => held.evaluate(({ letGo }) => letGo()) };
}
