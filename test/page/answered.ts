import type { Page } from 'playwright-core';

/** Waits until so many frames have their answer or their error. */
export async function answered(page: Page, frames: number): Promise<void> {
  const done = page.locator('#strip li:is([data-state="answered"], [data-state="failed"])');
  await done.nth(frames - 1).waitFor({ state: 'attached' });
}
