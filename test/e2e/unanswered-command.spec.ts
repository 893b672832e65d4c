import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page, Route } from 'playwright-core';
import { doStep, getRecord } from '../harness/batch-actions.ts';
import { smallRecipe } from '../harness/small-recipe.ts';
import { TestServer } from '../harness/test-server.ts';
import { createTestSite, startedBatch, type TestBatch, type TestSite } from '../harness/test-site.ts';
import { launch, openWindow, TERMINAL_PANEL } from './browser.ts';
import { confirm, signIn } from './terminal-driver.ts';

const TEST_MS_MAX = 120_000;
const STEP = 'apheresis-viability';
const NOT_YET_RECORDED = 'not yet recorded';
const WAITING_SHOWN_MS_MAX = 100;
/** A window without a sign of life of the server for this long says so (INV-9); it looks twice a second. */
const SILENCE_MS = 5_000;
const WATCH_MS = 500;
/** The signs of life come every two seconds, so the silence may have begun so long before the server was stopped. */
const BEAT_MS = 2_000;

/** Milliseconds from the next click until this text is in the page, measured in the page itself. */
const measureFromClick = (page: Page, text: string): Promise<void> =>
  page.evaluate((shown) => {
    const measured = globalThis as unknown as { shownAfterMs?: number };
    addEventListener(
      'click',
      () => {
        const clickedAt = performance.now();
        const observer = new MutationObserver(() => {
          if (!document.body.innerText.includes(shown)) return;
          measured.shownAfterMs = performance.now() - clickedAt;
          observer.disconnect();
        });
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
      },
      { capture: true, once: true },
    );
  }, text);

const shownAfterMs = (page: Page): Promise<number | undefined> =>
  page.evaluate(() => (globalThis as unknown as { shownAfterMs?: number }).shownAfterMs);

describe('a terminal whose server does not answer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'autolog-unanswered-'));
  let browser: Browser;
  let server: TestServer;
  let testSite: TestSite;
  let batch: TestBatch;
  let page: Page;

  beforeAll(async () => {
    // First: where there is no browser, nothing is left running.
    browser = await launch();
    const peopleFile = join(folder, 'people.json');
    server = await TestServer.start({ environment: { AUTOLOG_DEMO_PEOPLE_FILE: peopleFile } });
    testSite = await createTestSite(server, smallRecipe());
    const { credentials } = testSite.technician;
    const person = { ...credentials, name: 'technician of the test', roles: ['technician'], does: 'performs steps' };
    writeFileSync(peopleFile, JSON.stringify([person]));
    batch = await startedBatch(testSite);
    for (const step of ['line-clearance', 'patient-label'])
      await doStep(testSite.technician, batch.id, step, testSite.witness.credentials);
    page = (await openWindow(browser, server.address, TERMINAL_PANEL)).page;
    await signIn(page, 'technician of the test');
    await page.getByRole('button', { name: 'Open' }).first().waitFor();
    await page.evaluate((address) => location.assign(address), `/terminal#/batch/${batch.id}`);
    await page.getByRole('heading', { name: `Do ${STEP}.` }).waitFor();
  }, TEST_MS_MAX);

  afterAll(async () => {
    await browser.close();
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  }, TEST_MS_MAX);

  test(
    '[INV-9] [T26] waiting is shown within 100 ms, "Recorded" only after the answer, and a failure keeps the typed value',
    async () => {
      const unanswered = Promise.withResolvers<Route>();
      await page.route(`**/steps/${STEP}/perform`, (route) => unanswered.resolve(route), { times: 1 });
      for (const key of ['9', '6', 'Decimal sign', '4'])
        await page.getByRole('button', { name: key, exact: true }).click();
      await measureFromClick(page, NOT_YET_RECORDED);
      await confirm(page);
      const route = await unanswered.promise;
      await page.getByText(NOT_YET_RECORDED).first().waitFor();
      expect(await shownAfterMs(page)).toBeLessThan(WAITING_SHOWN_MS_MAX);
      const recorded = page.getByText(`Recorded: ${STEP}`);
      // The server has not got the command: however long it takes, nothing says that it is recorded.
      await delay(1_000);
      expect(await recorded.count()).toBe(0);
      await route.abort();
      await page.getByText('No answer since').waitFor();
      expect(await page.getByRole('textbox').inputValue()).toBe('96.4');
      expect(await recorded.count()).toBe(0);
      // It is kept and sent again; now the server answers.
      await recorded.waitFor();
      const { events } = await getRecord(testSite.technician, batch.id);
      const performed = events.filter(({ type, payload }) => {
        return type === 'StepPerformed' && (payload as { step: string }).step === STEP;
      });
      expect(performed).toMatchObject([{ payload: { outcome: { value: '96.4', typed: '96.4' } } }]);
    },
    TEST_MS_MAX,
  );

  test(
    '[INV-9] after five seconds without the server the terminal shows since when its data is old, until the server is back',
    async () => {
      const old = page.getByText('You see what was known at');
      expect(await old.count()).toBe(0);
      await server.stop('SIGKILL');
      const stoppedAt = performance.now();
      await delay(SILENCE_MS - BEAT_MS - WATCH_MS);
      expect(await old.count()).toBe(0);
      await old.waitFor();
      expect(performance.now() - stoppedAt).toBeLessThan(SILENCE_MS + 2 * WATCH_MS);
      expect(await old.innerText()).toMatch(/\d\d:\d\d:\d\d/);
      await server.start();
      await old.waitFor({ state: 'detached' });
    },
    TEST_MS_MAX,
  );
});
