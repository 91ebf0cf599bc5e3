import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { picturePath } from '../support/fixtures.ts';
import { choose } from './add-pictures.ts';
import { withBrowser } from './browser.ts';
import { photograph } from './pictures.ts';
import { waitForAnswers } from './wait-for-answers.ts';

const browser = withBrowser();

/** Presses Tab until an element has the focus; a page has fewer than 60 stops. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let stop = 0; stop < 60; stop++) {
    await page.keyboard.press('Tab');
    if (await page.locator(selector).evaluate((element) => element === document.activeElement)) {
      return;
    }
  }
  throw new Error(`Tab does not reach ${selector}.`);
}

test('from load to answer to heat to copy with the keyboard alone', async () => {
  const page = await browser.open({ permissions: ['clipboard-read', 'clipboard-write'] });
  await page.bringToFront();
  await tabTo(page, '#file');
  // The page must know that choosers are intercepted; this round trip makes sure of it.
  const chooser = page.waitForEvent('filechooser');
  await page.evaluate(() => 1);
  await page.keyboard.press('Enter');
  await (await chooser).setFiles([picturePath('coffee'), picturePath('chelsea')]);
  await waitForAnswers(page, 2);
  await tabTo(page, '#heat-map-toggle');
  await page.keyboard.press('Space');
  expect(await page.locator('#heat-map').isVisible()).toBe(true);
  await page.keyboard.press('Space');
  expect(await page.locator('#heat-map').isVisible()).toBe(false);
  await tabTo(page, '#copy');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('"espresso"');
  await tabTo(page, '#strip [aria-current]');
  await page.keyboard.press('ArrowRight');
  expect(await page.locator('#caption .file').textContent()).toBe('chelsea.jpg');
  expect(
    await page
      .locator('#strip li')
      .nth(1)
      .locator('button')
      .evaluate((b) => b === document.activeElement),
  ).toBe(true);
});

test('arrows move along the strip and between predictions; shortcuts open and close views', async () => {
  const page = await browser.open();
  await choose(page, [photograph('coffee'), photograph('chelsea'), photograph('china')]);
  await waitForAnswers(page, 3);
  const file = page.locator('#caption .file');
  await page.keyboard.press('End');
  expect(await file.textContent()).toBe('china.jpg');
  await page.keyboard.press('ArrowLeft');
  expect(await file.textContent()).toBe('chelsea.jpg');
  await page.keyboard.press('Home');
  expect(await file.textContent()).toBe('coffee.jpg');
  await page.locator('#predictions button').first().focus();
  await page.keyboard.press('ArrowDown');
  expect(await page.locator('#definition .term').textContent()).toBe('cup');
  await page.keyboard.press('s');
  expect(await page.locator('body').getAttribute('data-view')).toBe('sheet');
  await page.keyboard.press('Escape');
  expect(await page.locator('body').getAttribute('data-view')).toBe('photo');
  await page.keyboard.press('?');
  expect(await page.getByRole('dialog', { name: 'Shortcuts' }).isVisible()).toBe(true);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Delete');
  expect(await page.locator('#strip li').count()).toBe(2);
  await page.keyboard.press('Backspace');
  expect(await page.locator('#strip li').count()).toBe(1);
});

test('shortcuts do not apply while an address is typed', async () => {
  const page = await browser.open();
  await choose(page, [photograph('coffee'), photograph('chelsea')]);
  await waitForAnswers(page, 2);
  await page.focus('#url');
  await page.keyboard.type('https://shop.invalid/?h=s');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Delete');
  expect(await page.locator('#url').inputValue()).toBe('https://shop.invalid/?h=');
  expect(await page.locator('#strip li').count()).toBe(2);
  expect(await page.locator('body').getAttribute('data-view')).toBe('photo');
});
