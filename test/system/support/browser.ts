import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

const BROWSERS = [process.env['TEST_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/google-chrome'];
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run', '--disable-component-update'];

const executablePath = BROWSERS.find((path) => path && existsSync(path));

/** Runs only where a browser is; `whyNot` belongs into the name of the tests. */
export const [describeInBrowser, whyNot] = executablePath ? [describe, ''] : [describe.skip, ' [skipped: chromium is not installed]'];

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath, args: FLAGS });

/** What went wrong on a page without anybody looking: errors of scripts, and what the page's policy forbade. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => message.text().includes('Content Security Policy') && complaints.push(message.text()));
  return complaints;
}
