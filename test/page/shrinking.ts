import type { Page } from 'playwright-core';
import { load } from './browser.ts';

/** Reloads the page with a server whose limit for a picture is `bytes`. */
export async function limitPictures(bytes: number, page: Page): Promise<void> {
  await page.route('**/trpc/model*', async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    body.result.data.limits.pictureBytes = bytes;
    await route.fulfill({ response, json: body });
  });
  await load(page, page.url());
}

/** Pauses the next shrinking until it is released. */
export async function holdFirstShrinking(page: Page): Promise<{ release(): Promise<void> }> {
  const held = await page.evaluateHandle(() => {
    const create = window.createImageBitmap;
    let release = () => {};
    const gone = new Promise<void>((resolve) => {
      release = resolve;
    });
    window.createImageBitmap = (async (...args: Parameters<typeof create>) => {
      window.createImageBitmap = create;
      await gone;
      return create(...args);
    }) as typeof create;
    return { release };
  });
  return { release: () => held.evaluate(({ release }) => release()) };
}
