import type { Page } from 'playwright-core';

/** Waits until at least `frames` frames have an answer or an error. */
export async function waitForAnswers(page: Page, frames: number): Promise<void> {
  const done = page.locator('#strip li:is([data-state="answered"], [data-state="failed"])');
  await done.nth(frames - 1).waitFor({ state: 'attached' });
}
