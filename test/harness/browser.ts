/**
 * The browser: the system's Chromium, one per test file, one context per person (own cookies, own storage, own
 * network switch), as persons sit at machines of their own.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
export const desk = { viewport: { width: 1280, height: 800 } } as const;

export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH;
  if (!executablePath) {
    throw new Error('no Chromium was found: install one, or set CHROMIUM_PATH to its executable');
  }
  return chromium.launch({
    executablePath,
    args: ['--disable-dev-shm-usage', '--disable-gpu'],
    // Chromium's own sandbox does not start for root, as in most containers.
    chromiumSandbox: process.getuid?.() !== 0,
  });
}

/** A page in a context of its own. What goes wrong inside it is collected in `faults`, and a test can ask. */
export async function openWindow(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ ...desk, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    // What a network that a test switched off says is not a fault of the page.
    const network = /net::ERR_|WebSocket connection to|Failed to load resource/.test(message.text());
    if (message.type() === 'error' && !network) faults.push(`console: ${message.text()}`);
  });
  return { page, faults };
}

export interface Violation {
  readonly rule: string;
  readonly impact: string | null;
  readonly where: readonly string[];
  readonly help: string;
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const axeRules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe objects to on the page as it is now. The script comes over the debugger: no content policy is lifted.
 * @param rules only these, where the page has been asked all of them already
 */
export async function axe(page: Page, rules: readonly string[] = []): Promise<Violation[]> {
  await page.evaluate(axeSource);
  const runOnly = rules.length > 0 ? { type: 'rule', values: rules } : { type: 'tag', values: axeRules };
  return page.evaluate(async (runOnly) => {
    interface AxeResult {
      violations: {
        id: string;
        impact: string | null;
        help: string;
        nodes: { target: unknown[]; html: string }[];
      }[];
    }
    const { axe } = globalThis as unknown as { axe: { run(where: Document, o: object): Promise<AxeResult> } };
    const result = await axe.run(document, { runOnly });
    return result.violations.map(({ id, impact, help, nodes }) => ({
      rule: id,
      impact,
      help,
      where: nodes.slice(0, 5).map(({ target, html }) => `${String(target)}  ${html.slice(0, 160)}`),
    }));
  }, runOnly);
}

/** What axe objects to in light, and of colours in dark. */
export async function axeInLightAndDark(page: Page): Promise<Violation[]> {
  const found = await axe(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  found.push(...(await axe(page, ['color-contrast', 'link-in-text-block'])));
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}
