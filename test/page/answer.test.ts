import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { pictureFolder } from '../support/fixtures.ts';
import { choose } from './add-pictures.ts';
import { withBrowser } from './browser.ts';
import { photograph } from './pictures.ts';
import { waitForAnswers } from './wait-for-answers.ts';

const browser = withBrowser();
const copying = { permissions: ['clipboard-read', 'clipboard-write'] };

test('more predictions are shown on demand, and hidden again', async () => {
  const page = await browser.open();
  await choose(page, [photograph('coffee')]);
  await waitForAnswers(page, 1);
  await page.getByRole('button', { name: '15 more' }).click();
  expect(await page.locator('#predictions li').count()).toBe(20);
  await page.getByRole('button', { name: 'Fewer' }).click();
  expect(await page.locator('#predictions li').count()).toBe(5);
});

test('a prediction shows its synset and definition on hover, on focus and to a screen reader', async () => {
  const page = await browser.open();
  await choose(page, [photograph('coffee')]);
  await waitForAnswers(page, 1);
  const definition = page.locator('#definition');
  // WordNet 3.0: https://wordnet.princeton.edu
  const espresso =
    'espresso: strong black coffee brewed by forcing hot water under pressure through finely ground coffee beans n07920052';
  const cup = 'cup: a punch served in a pitcher instead of a punch bowl n07930864';
  await page.getByText(espresso).first().waitFor();
  expect(await definition.textContent()).toBe(espresso);
  await page.locator('#predictions button').nth(1).hover();
  expect(await definition.textContent()).toBe(cup);
  await page.mouse.move(0, 0);
  expect(await definition.textContent()).toBe(espresso);
  const second = page.locator('#predictions button').nth(1);
  await second.focus();
  expect(await definition.textContent()).toBe(cup);
  const described = await second.getAttribute('aria-describedby');
  expect(await page.locator(`#${described}`).textContent()).toBe(
    'n07930864: a punch served in a pitcher instead of a punch bowl',
  );
});

test('a tap on a prediction shows its definition', async () => {
  const page = await browser.open({ hasTouch: true, isMobile: true });
  await choose(page, [photograph('coffee')]);
  await waitForAnswers(page, 1);
  await page.locator('#predictions button').nth(1).tap();
  await page.locator('#definition', { hasText: 'a punch served in a pitcher' }).waitFor();
});

test('timing and model of the answer are shown', async () => {
  const page = await browser.open();
  await choose(page, [photograph('coffee')]);
  await waitForAnswers(page, 1);
  expect(await page.locator('#timing').textContent()).toMatch(
    /^efficientnet-lite0 int8 · [\d.]+ ms: [\d.]+ ms to open, [\d.]+ ms to recognise( · .*)?$/,
  );
});

test('the answer is copied as JSON', async () => {
  const page = await browser.open(copying);
  await choose(page, [photograph('coffee')]);
  await waitForAnswers(page, 1);
  await page.getByRole('button', { name: 'Copy JSON' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  expect(copied.predictions[0]).toMatchObject({ rank: 1, label: 'espresso', synset: 'n07920052' });
  expect(copied.explanation.values).toHaveLength(49);
});

test.each(['Copy JSON', 'The same in code'])(
  '"%s" copies without the clipboard API, as on a page without https',
  async (name) => {
    const page = await browser.open(copying);
    await choose(page, [photograph('coffee')]);
    await waitForAnswers(page, 1);
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('Not here.'));
    });
    await page.getByRole('button', { name }).click();
    if (name !== 'Copy JSON') await page.locator('#copy-typescript').click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(name === 'Copy JSON' ? /^{\n {2}"/ : /^(import .*;\n){2}\nconst /);
  },
);

test('all answers are copied in the format of the command', async () => {
  const page = await browser.open(copying);
  const bad = { name: 'bad.jpg', type: 'image/jpeg', bytes: Buffer.from('no picture') };
  await choose(page, [photograph('coffee'), bad]);
  await waitForAnswers(page, 2);
  await page.getByRole('button', { name: 'Copy all as JSON' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  expect(copied).toMatchObject([
    { input: 'coffee.jpg', ok: true, model: { id: 'efficientnet-lite0' } },
    { input: 'bad.jpg', ok: false, error: { code: 'UNSUPPORTED_FORMAT' } },
  ]);
  expect(copied[0].predictions[0].label).toBe('espresso');
});

test('the curl command of the page gives the same answer in a shell', async () => {
  const page = await browser.open();
  await choose(page, [photograph('coffee')]);
  await waitForAnswers(page, 1);
  await page.getByRole('button', { name: 'The same in code' }).click();
  const command = (await page.locator('#curl').textContent()) ?? '';
  const answer = JSON.parse(
    execFileSync('sh', ['-c', command], {
      cwd: pictureFolder,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).toString(),
  );
  expect(answer.predictions[0].label).toBe('espresso');
  expect(await page.locator('#typescript').textContent()).toContain(
    "const picture = await pictureFromFile('coffee.jpg');",
  );
  await page.keyboard.press('Escape');
  expect(await page.locator('#code').isVisible()).toBe(false);
});

test('a file name cannot break out of the command', async () => {
  const page = await browser.open();
  await choose(page, [photograph('coffee', "it's $(touch x); `id`.jpg")]);
  await waitForAnswers(page, 1);
  await page.getByRole('button', { name: 'The same in code' }).click();
  expect(await page.locator('#curl').textContent()).toContain(
    String.raw`--data-binary '@it'\''s $(touch x); ${'`'}id${'`'}.jpg'`,
  );
});
