import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { ensureChromium } from '../../../../scripts/ensure-chromium.mjs';
import { ARTIFACTS, log } from './paths.ts';

export interface TestBrowser {
  /** A page of 1440 × 900 with a context of its own, in UTC. What its console calls an error is kept in `errors`. */
  page(options?: { colorScheme?: 'light' | 'dark' }): Promise<{ page: Page; errors: string[] }>;
  close(): Promise<void>;
}

/** Grafana is ten megabytes of script, and its machine may have others to serve. */
const PATIENCE_MS = 90_000;

/** The distribution's Chromium, installed when it is missing and that can be done. */
export async function startBrowser(): Promise<TestBrowser> {
  const browser: Browser = await chromium.launch({ executablePath: ensureChromium(log), args: ['--no-sandbox'] });
  return {
    async page({ colorScheme = 'dark' } = {}) {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        timezoneId: 'UTC',
        colorScheme,
      });
      context.setDefaultTimeout(PATIENCE_MS);
      const page = await context.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      return { page, errors };
    },
    close: () => browser.close(),
  };
}

/** Keeps what the page shows as artifacts/<name>.png. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  await mkdir(ARTIFACTS, { recursive: true });
  await page.screenshot({ path: join(ARTIFACTS, `${name}.png`), fullPage: true });
}
