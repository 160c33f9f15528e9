import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = [390, 1280] as const;
const SCHEMES = ['light', 'dark'] as const;
/** axe reads each page twice: both colours, both layouts. */
const READ_AT = { light: 1280, dark: 390 } as const;
/** Where pictures go when somebody wants to look at them. */
const FOLDER = process.env['TEST_SCREENSHOTS'];

interface AxeResults {
  readonly violations: readonly { readonly id: string; readonly impact: string; readonly nodes: readonly { readonly html: string }[] }[];
}

/** What is wrong with a page as it is now: whoever hears it or uses keys only (axe), and what runs out at the side, in light and dark, narrow and wide. */
export async function faultsOf(page: Page, name: string): Promise<string[]> {
  const faults: string[] = [];
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    while (!(await page.evaluate<boolean>(hasTurned(colorScheme)))) await pause(20);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 844 });
      const place = `${name}, ${colorScheme}, ${width}`;
      if (await runsOut(page)) faults.push(`${place}: runs out at the side`);
      await picture(page, `${name}-${colorScheme}-${width}`);
      if (width === READ_AT[colorScheme]) faults.push(...(await seriousIssues(page)).map((issue) => `${place}: ${issue}`));
    }
  }
  return faults;
}

/** Texts, because inside the page is another world than this file. Colours on their way to others have no contrast worth reading. */
const hasTurned = (scheme: string): string =>
  `document.documentElement.dataset.mantineColorScheme === '${scheme}' && !document.getAnimations().some((one) => one instanceof CSSTransition)`;

const runsOut = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth');

async function seriousIssues(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.map(({ id, nodes }) => `${id} at ${nodes[0]?.html.slice(0, 200)}`);
}

async function picture(page: Page, name: string): Promise<void> {
  if (!FOLDER) return;
  mkdirSync(FOLDER, { recursive: true });
  await page.screenshot({ path: join(FOLDER, `${name}.png`), fullPage: true });
}
