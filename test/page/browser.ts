import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type Served, serveGlimpse } from '../support/serve-glimpse.ts';

const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'];
/** Chromium's own line for every answer that is none of 2xx, and for a server that is gone. */
const failedRequest = /^Failed to load resource/;

/** A server and a browser for the tests of a file. */
export interface Opened {
  /** A page that has loaded, in a session of its own. Nothing but what is passed is set. */
  open(options?: BrowserContextOptions): Promise<Page>;
  readonly url: string;
}

/**
 * Starts both before the file's tests. After each test it is checked that no page complained and
 * that none asked anything of anyone but its own server.
 */
export function withBrowser(): Opened {
  let served: Served;
  let browser: Browser;
  const complaints: string[] = [];
  const asked: string[] = [];
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
    await Promise.all((browser?.contexts() ?? []).map((context) => context.close()));
    const strangers = asked.filter((url) => !/^(blob|data):/.test(url) && !isOurs(url, served.url));
    expect(strangers).toEqual([]);
    expect(complaints.filter((text) => !failedRequest.test(text))).toEqual([]);
    complaints.length = 0;
    asked.length = 0;
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
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => asked.push(request.url()));
      await load(page, served.url);
      return page;
    },
  };
}

function isOurs(url: string, origin: string): boolean {
  return url.startsWith(`${origin}/`);
}

/** Loads the page, or loads it again, until it takes pictures. */
export async function load(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator('body[data-ready]').waitFor();
}
