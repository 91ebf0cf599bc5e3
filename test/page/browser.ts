import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type Served, serveGlimpse } from '../support/serve-glimpse.ts';

const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'];
/** Chromium logs this for every status other than 2xx, and if the server is down. */
const failedRequest = /^Failed to load resource/;

/** A server and a browser for the tests of a file. */
export interface TestBrowser {
  /** Opens the page in its own session and waits until it is ready. */
  open(options?: BrowserContextOptions): Promise<Page>;
  readonly url: string;
}

/**
 * Starts a server and a browser before the file's tests. After each test it checks that no page logged
 * anything and that all requests went to the page's own server.
 */
export function withBrowser(): TestBrowser {
  let served: Served;
  let browser: Browser;
  const messages: string[] = [];
  const requested: string[] = [];
  beforeAll(async () => {
    served = await serveGlimpse();
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args,
    });
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });
  afterEach(async () => {
    const contexts = browser?.contexts() ?? [];
    const pages = contexts.flatMap((context) => context.pages());
    // A test may end while one of its route handlers still waits for the server.
    await Promise.all(pages.map((page) => page.unrouteAll({ behavior: 'ignoreErrors' })));
    await Promise.all(contexts.map((context) => context.close()));
    const foreign = requested.filter(
      (url) => !/^(blob|data):/.test(url) && !url.startsWith(`${served.url}/`),
    );
    expect(foreign).toEqual([]);
    expect(messages.filter((text) => !failedRequest.test(text))).toEqual([]);
    messages.length = 0;
    requested.length = 0;
  });
  return {
    get url() {
      return served.url;
    },
    async open(options = {}) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        locale: 'en-GB',
        ...options,
      });
      const page = await context.newPage();
      page.on('console', (message) => messages.push(message.text()));
      page.on('pageerror', (error) => messages.push(error.message));
      page.on('request', (request) => requested.push(request.url()));
      await load(page, served.url);
      return page;
    },
  };
}

/** Loads or reloads the page and waits until it accepts pictures. */
export async function load(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator('body[data-ready]').waitFor();
}
