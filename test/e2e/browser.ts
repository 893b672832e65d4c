import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const ACTION_MS_MAX = 15_000;
const SCREENSHOTS = resolve(import.meta.dirname, 'screenshots');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const TERMINAL_PANEL = { width: 1280, height: 800 } as const;
export const DESK = { width: 1440, height: 900 } as const;
export const OVERVIEW_SCREEN = { width: 1920, height: 1080 } as const;

/** A window of one person, and every error the browser reported in it. */
export type BrowserWindow = Readonly<{ page: Page; browserErrors: string[]; close: () => Promise<void> }>;

export const launch = (): Promise<Browser> => chromium.launch({ executablePath: CHROMIUM, args: FLAGS });

export async function openWindow(
  browser: Browser,
  address: string,
  viewport: { width: number; height: number },
): Promise<BrowserWindow> {
  const context = await browser.newContext({ viewport });
  context.setDefaultTimeout(ACTION_MS_MAX);
  const page = await context.newPage();
  const browserErrors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') browserErrors.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => browserErrors.push(error.message));
  page.on('request', (request) => {
    const foreign = !request.url().startsWith(address) && !request.url().startsWith('blob:');
    if (foreign) browserErrors.push(`a request to a foreign host: ${request.url()}`);
  });
  await page.goto(address);
  return { page, browserErrors, close: () => context.close() };
}

let screenshotCount = 0;
/** For people to look at; numbered in the order they were taken. */
export async function screenshot(page: Page, name: string): Promise<void> {
  screenshotCount += 1;
  await screenshotAs(page, `${String(screenshotCount).padStart(2, '0')}-${name}`);
}

export async function screenshotAs(page: Page, name: string, fullPage = false): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage });
}

type Axe = {
  run: (options: object) => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
};

/** Findings of axe that are serious or critical, each with its element. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
}

/** Texts that are cut off by their box, and boxes outside the window. */
export const clippedTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      if (box.width === 0 || box.height === 0 || style.visibility === 'hidden' || !element.innerText) continue;
      const hides = style.overflowX === 'hidden' || style.overflowX === 'clip' || style.textOverflow === 'ellipsis';
      const tiny = (box.width <= 2 && box.height <= 2) || style.clipPath !== 'none';
      if (hides && !tiny && element.scrollWidth > element.clientWidth + 1)
        found.push(`cut off: ${element.innerText.slice(0, 60)}`);
      if (box.right > innerWidth + 1 && style.position !== 'absolute')
        found.push(`outside: ${element.innerText.slice(0, 60)}`);
    }
    return [...new Set(found)];
  });
