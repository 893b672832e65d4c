import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { TestClient } from '../harness/test-client.ts';
import { PEOPLE } from '../harness/demo-people.ts';
import { getBatches, getBatch } from '../harness/batch-actions.ts';
import { waitUntil } from '../harness/wait-until.ts';
import { TestInstallation } from '../harness/test-installation.ts';
import {
  axeFindings,
  clippedTexts,
  DESK,
  screenshot,
  launch,
  openWindow,
  TERMINAL_PANEL,
  type BrowserWindow,
} from './browser.ts';
import { answerStep, button, nextEvent, sign, signIn } from './terminal-driver.ts';
import { terminalFindings } from './terminal-measurements.ts';

const DAY_MS_MAX = 420_000;

/** Everything that can be found wrong with a screen automatically. */
async function findings({ page, browserErrors }: BrowserWindow): Promise<string[]> {
  return [...(await axeFindings(page)), ...(await clippedTexts(page)), ...browserErrors];
}

/** Quality puts a finished batch on hold, sees why it cannot be reviewed, and lifts the hold. */
async function holdAndLift(page: Page): Promise<void> {
  await button(page, 'Put on hold…').click();
  const dialog = page.getByRole('dialog').last();
  await dialog.getByRole('textbox').fill('The laboratory calls about the sample of day 12.');
  await dialog.getByRole('button', { name: 'Put the batch on hold' }).click();
  await page.getByText('Maaike Bakker: The laboratory calls about the sample of day 12.').waitFor();
  await page.getByText('The batch is on hold. Assess the cause and lift the hold first.').first().waitFor();
  await button(page, 'Lift the hold').click();
  await page.getByText('The hold is lifted; this is recorded.').waitFor();
}

describe('one batch at the terminal and at the desk, in a browser', () => {
  let installation: TestInstallation;
  let browser: Browser;
  let client: TestClient;
  let batch: string;
  let terminal: BrowserWindow;
  const identity = { coi: 'MX-7K4P-22', order: 'A-2026-118' };

  beforeAll(async () => {
    // First, so that nothing is left running where there is no browser.
    browser = await launch();
    installation = await TestInstallation.start();
    client = await installation.signIn(PEOPLE.sanne);
    batch = (await getBatches(client)).batches[0]?.id ?? '';
    terminal = await openWindow(browser, installation.address, TERMINAL_PANEL);
  }, DAY_MS_MAX);

  afterAll(async () => {
    await browser.close();
    await installation.stop();
    installation.remove();
  }, DAY_MS_MAX);

  test(
    'the landing page lists people, and a technician signs in',
    async () => {
      const { page } = terminal;
      await page.getByText('Sanne de Wit').waitFor();
      expect(await findings(terminal)).toEqual([]);
      await screenshot(page, 'landing-page');
      await signIn(page, 'Sanne de Wit');
      await button(page, 'Start').waitFor();
      expect(await findings(terminal)).toEqual([]);
      expect(await terminalFindings(page, undefined)).toEqual([]);
      await screenshot(page, 'terminal-batches');
    },
    DAY_MS_MAX,
  );

  test(
    'the technician starts the batch in a room on the device',
    async () => {
      const { page } = terminal;
      await button(page, 'Start').click();
      await page.getByRole('dialog').getByRole('button', { name: 'ROOM-1' }).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /PRODIGY-1/ })
        .click();
      await screenshot(page, 'terminal-start');
      expect(await terminalFindings(page, undefined)).toEqual([]);
      await button(page, /^Start in ROOM-1/).click();
      await page.getByText('Look at the room').waitFor();
      expect(await getBatch(client, batch)).toMatchObject({
        status: 'in_process',
        room: 'ROOM-1',
        device: 'PRODIGY-1',
      });
    },
    DAY_MS_MAX,
  );

  test(
    'every step is done at the terminal, with targets, distances, text sizes and identity bar as required [T1, T2, T5, T9]',
    async () => {
      const { page } = terminal;
      const { steps } = await getBatch(client, batch);
      const found: string[] = [];
      for (const { step } of steps) {
        const before = await getBatch(client, batch);
        const line = before.steps.find((one) => one.step.id === step.id);
        if (!line) throw new Error(`no step ${step.id}`);
        await page.getByRole('heading', { name: step.instruction.en }).waitFor();
        if (line.status === 'locked') await nextEvent(page);
        const here = [...(await findings(terminal)), ...(await terminalFindings(page, identity))];
        found.push(...here.map((finding) => `${step.id}: ${finding}`));
        await screenshot(page, `step-${step.id}`);
        await answerStep(page, client, before, line);
        if (step.signature !== 'none') {
          await screenshot(page, `sign-${step.id}`);
          await sign(page, 'Sanne de Wit');
        }
        if (step.signature === 'performer+witness') {
          await button(page, 'Second person signs').click();
          await sign(page, 'Kees Vos');
        }
        await waitUntil(`${step.id} to be on record`, async () => {
          const { steps: now } = await getBatch(client, batch);
          return now.find((one) => one.step.id === step.id)?.status === 'done' ? true : undefined;
        });
      }
      expect(found).toEqual([]);
      await button(page, 'Finish batch').click();
      await page.getByText('The batch is finished').waitFor();
      expect(await findings(terminal)).toEqual([]);
      await screenshot(page, 'terminal-finished');
      expect(await getBatch(client, batch)).toMatchObject({ status: 'finished', stepsDone: steps.length });
    },
    DAY_MS_MAX,
  );

  test(
    'quality holds a finished batch, lifts the hold and signs the review',
    async () => {
      const desk = await openWindow(browser, installation.address, DESK);
      await signIn(desk.page, 'Maaike Bakker');
      await desk.page.getByRole('link', { name: /B-2026-0001/ }).click();
      await desk.page.getByRole('heading', { name: /B-2026-0001/ }).waitFor();
      await desk.page.locator('canvas').first().waitFor();
      expect(await findings(desk)).toEqual([]);
      await screenshot(desk.page, 'quality-review');
      await desk.page.getByRole('button', { name: /Nederlands/ }).click();
      await desk.page.getByRole('button', { name: /English/ }).waitFor();
      expect(await findings(desk)).toEqual([]);
      await screenshot(desk.page, 'quality-review-nl');
      await desk.page.getByRole('button', { name: /English/ }).click();
      await holdAndLift(desk.page);
      await button(desk.page, /^Sign the review|^Review|^Sign review/).click();
      await sign(desk.page, 'Maaike Bakker');
      await waitUntil('the review', async () =>
        (await getBatch(client, batch)).status === 'reviewed' ? true : undefined,
      );
      await desk.close();
    },
    DAY_MS_MAX,
  );

  test(
    'a Qualified Person certifies, and the number of the certificate is shown',
    async () => {
      const desk = await openWindow(browser, installation.address, DESK);
      await signIn(desk.page, 'Ruben Smit');
      await desk.page.getByRole('link', { name: /B-2026-0001/ }).click();
      await button(desk.page, /^Certify/).click();
      await sign(desk.page, 'Ruben Smit');
      await waitUntil('the certificate', async () =>
        (await getBatch(client, batch)).status === 'certified' ? true : undefined,
      );
      await desk.page.getByText('C-2026-0001').first().waitFor();
      expect(await findings(desk)).toEqual([]);
      await screenshot(desk.page, 'quality-certified');
      await desk.close();
    },
    DAY_MS_MAX,
  );
});
