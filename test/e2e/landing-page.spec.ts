import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { TestServer } from '../harness/test-server.ts';
import {
  axeFindings,
  clippedTexts,
  DESK,
  screenshotAs,
  launch,
  openWindow,
  TERMINAL_PANEL,
  type BrowserWindow,
} from './browser.ts';

const NARROW = { width: 400, height: 800 } as const;
/** A hand is slower than this; the kit takes two touches of one button within half a second for a trembling finger (T4). */
const BETWEEN_TOUCHES_MS = 600;
const sentence = (day: number) => ({
  en: `Autolog is simulating the last 13 days: day ${String(day)} of 13. About 2 minutes left.`,
  nl: `Autolog simuleert de laatste 13 dagen: dag ${String(day)} van 13. Nog ongeveer 2 minuten.`,
});
const OVERVIEW_SUGGESTION = {
  userName: 'planner',
  text: {
    en: 'Watch rooms and devices on the site overview.',
    nl: 'Bekijk ruimtes en apparaten op het locatieoverzicht.',
  },
  address: '/planning#/site-overview',
};
const UNKNOWN_PERSON_SUGGESTION = {
  ...OVERVIEW_SUGGESTION,
  userName: 'nobody',
  text: { en: 'Come as nobody.', nl: 'Kom als niemand.' },
};

const folder = mkdtempSync(join(tmpdir(), 'autolog-landing-page-'));
const progressFile = join(folder, 'progress.json');
let server: TestServer;
let browser: Browser;
let window: BrowserWindow;

/** As the start command writes it while it simulates the history. */
const writeProgress = (day: number): void =>
  writeFileSync(
    progressFile,
    JSON.stringify({
      history: { percent: day * 7, days: day, of: 13, text: sentence(day) },
      suggestions: [OVERVIEW_SUGGESTION, UNKNOWN_PERSON_SUGGESTION],
    }),
  );

beforeAll(async () => {
  // First: where there is no browser, nothing is left running.
  browser = await launch();
  const peopleFile = join(folder, 'people.json');
  server = await TestServer.start({
    environment: { AUTOLOG_DEMO_PEOPLE_FILE: peopleFile, AUTOLOG_DEMO_PROGRESS_FILE: progressFile },
  });
  const planner = await server.registerAndSignIn('planner', 'planner');
  const person = { ...planner.credentials, name: 'Fatima of the test', roles: ['planner'] };
  writeFileSync(peopleFile, JSON.stringify([person]));
  writeProgress(4);
  window = await openWindow(browser, server.address, DESK);
});
afterAll(async () => {
  await browser.close();
  await server.remove();
  rmSync(folder, { recursive: true });
});

test('the landing page shows the progress of the demo history and updates it', async () => {
  const { page } = window;
  await page.getByText(sentence(4).en).waitFor();
  expect(await page.getByRole('progressbar', { name: '4 of 13 days are simulated' }).getAttribute('value')).toBe('28');
  writeProgress(7);
  await page.getByText(sentence(7).en).waitFor();
  await screenshotAs(page, 'landing-page-filling', true);
});

test('it fits a desk, a panel and a telephone in both languages, without serious axe findings', async () => {
  const { page } = window;
  for (const { says, other } of [
    { says: sentence(7).en, other: 'Nederlands' },
    { says: sentence(7).nl, other: 'English' },
  ]) {
    await page.getByText(says).waitFor();
    for (const viewport of [DESK, TERMINAL_PANEL, NARROW]) {
      await page.setViewportSize(viewport);
      expect(await clippedTexts(page)).toEqual([]);
      expect(await axeFindings(page)).toEqual([]);
    }
    await page.waitForTimeout(BETWEEN_TOUCHES_MS);
    await page.getByRole('button', { name: other }).click();
  }
  await page.getByText(sentence(7).en).waitFor();
  await page.setViewportSize(DESK);
});

test('when the history is complete the progress is gone, and a suggestion signs in as its person in one click', async () => {
  const { page, browserErrors: errors } = window;
  writeFileSync(progressFile, JSON.stringify({ suggestions: [OVERVIEW_SUGGESTION, UNKNOWN_PERSON_SUGGESTION] }));
  await page.getByRole('progressbar').waitFor({ state: 'detached' });
  // What nobody here could do is not offered.
  expect(await page.getByText(UNKNOWN_PERSON_SUGGESTION.text.en).count()).toBe(0);
  await page.getByRole('button', { name: OVERVIEW_SUGGESTION.text.en }).click();
  await page.waitForURL(/\/planning#\/site-overview$/);
  await page.getByRole('heading', { name: 'Site overview' }).waitFor();
  // The address of earlier versions leads to the same screen.
  await page.goto(`${server.address}/planning#/`);
  await page.getByRole('heading', { name: 'Site overview' }).waitFor({ state: 'detached' });
  await page.goto(`${server.address}/planning#/wall`);
  await page.getByRole('heading', { name: 'Site overview' }).waitFor();
  expect(errors).toEqual([]);
});
