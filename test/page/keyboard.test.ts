import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { picturePath } from '../support/fixtures.ts';
import { answered } from './answered.ts';
import { withBrowser } from './browser.ts';
import { choose } from './hand-over.ts';
import { photograph } from './pictures.ts';

const browser = withBrowser();

/** Goes on with Tab until that stands in focus; as many times as a page has stops. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let stop = 0; stop < 60; stop++) {
    await page.keyboard.press('Tab');
    if (await page.locator(selector).evaluate((element) => element === document.activeElement)) {
      return;
    }
  }
  throw new Error(`Tab does not come to ${selector}.`);
}

test('from load to answer to heat to copy with the keyboard alone', async () => {
  const page = await browser.open({ permissions: ['clipboard-read', 'clipboard-write'] });
  await page.bringToFront();
  await tabTo(page, '#file');
  // Choosers are caught from the moment the page has been told so: an answer from it comes after.
  const chooser = page.waitForEvent('filechooser');
  await page.evaluate(() => 1);
  await page.keyboard.press('Enter');
  await (await chooser).setFiles([picturePath('coffee'), picturePath('chelsea')]);
  await answered(page, 2);
  await tabTo(page, '#where');
  await page.keyboard.press('Space');
  expect(await page.locator('#heat').isVisible()).toBe(true);
  await page.keyboard.press('Space');
  expect(await page.locator('#heat').isVisible()).toBe(false);
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

test('arrows move along the strip and from name to name; keys lead there and back', async () => {
  const page = await browser.open();
  await choose(page, [photograph('coffee'), photograph('chelsea'), photograph('china')]);
  await answered(page, 3);
  const file = page.locator('#caption .file');
  await page.keyboard.press('End');
  expect(await file.textContent()).toBe('china.jpg');
  await page.keyboard.press('ArrowLeft');
  expect(await file.textContent()).toBe('chelsea.jpg');
  await page.keyboard.press('Home');
  expect(await file.textContent()).toBe('coffee.jpg');
  await page.locator('#names button').first().focus();
  await page.keyboard.press('ArrowDown');
  expect(await page.locator('#definition .term').textContent()).toBe('cup');
  await page.keyboard.press('s');
  expect(await page.locator('body').getAttribute('data-view')).toBe('sheet');
  await page.keyboard.press('Escape');
  expect(await page.locator('body').getAttribute('data-view')).toBe('loupe');
  await page.keyboard.press('?');
  expect(await page.getByRole('dialog', { name: 'Keys' }).isVisible()).toBe(true);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Delete');
  expect(await page.locator('#strip li').count()).toBe(2);
  await page.keyboard.press('Backspace');
  expect(await page.locator('#strip li').count()).toBe(1);
});

test('typing an address is no shortcut', async () => {
  const page = await browser.open();
  await choose(page, [photograph('coffee'), photograph('chelsea')]);
  await answered(page, 2);
  await page.focus('#url');
  await page.keyboard.type('https://shop.invalid/?h=s');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Delete');
  expect(await page.locator('#url').inputValue()).toBe('https://shop.invalid/?h=');
  expect(await page.locator('#strip li').count()).toBe(2);
  expect(await page.locator('body').getAttribute('data-view')).toBe('loupe');
});
