import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page, Route } from 'playwright-core';
import type { TokenReply } from '@autolog/contract/machine-token';
import type { MeReply } from '@autolog/contract/session';
import type { ClockReply } from '@autolog/contract/site';
import { siteMillisAt } from '@autolog/domain/site/site-clock';
import type { TestClient } from '../harness/test-client.ts';
import { twelveDayRecipe } from '../harness/twelve-day-recipe.ts';
import { createTestSite, idFromStream, type TestSite } from '../harness/test-site.ts';
import { getBatch } from '../harness/batch-actions.ts';
import { waitUntil } from '../harness/wait-until.ts';
import { TestServer } from '../harness/test-server.ts';
import {
  axeFindings,
  clippedTexts,
  DESK,
  screenshotAs,
  launch,
  openWindow,
  TERMINAL_PANEL,
  OVERVIEW_SCREEN,
  type BrowserWindow,
} from './browser.ts';
import { button, confirm, scan, signIn } from './terminal-driver.ts';
import { terminalFindings } from './terminal-measurements.ts';

const TEST_MS_MAX = 180_000;
const DAY_MS = 86_400_000;

/** Everything that can be found wrong with a screen automatically. */
async function findings({ page, browserErrors }: BrowserWindow): Promise<string[]> {
  // A refusal that a test provokes is written to the console by the browser itself.
  const own = browserErrors.filter((error) => !error.includes('status of 409'));
  return [...(await axeFindings(page)), ...(await clippedTexts(page)), ...own];
}

/** The overview is not scrolled: every card must end inside its row, and its content inside the card. */
const overflowing = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('article')].flatMap((card) => {
      const { bottom, right } = card.getBoundingClientRect();
      const row = card.parentElement?.getBoundingClientRect().bottom ?? 0;
      const inside = [...card.querySelectorAll('*')].map((one) => one.getBoundingClientRect());
      const over = inside.some((one) => one.bottom > bottom + 1 || one.right > right + 1);
      const name = card.querySelector('h2')?.innerText.slice(0, 30) ?? '';
      return over || bottom > Math.min(row, innerHeight) + 1 ? [`over the edge: ${name}`] : [];
    }),
  );

/** A reply no screen can render: steps without their instruction. */
async function removeInstructions(route: Route): Promise<void> {
  const response = await route.fetch();
  const batch = (await response.json()) as { steps: { step: { instruction: unknown } }[] };
  for (const { step } of batch.steps) step.instruction = null;
  await route.fulfill({ response, json: batch });
}

describe('a twelve-day process at the terminal, on its batch page and on the site overview, in a browser', () => {
  let server: TestServer;
  let testSite: TestSite;
  let analyst: TestClient;
  let browser: Browser;
  let token: string;
  let uploads = 0;
  const epoch = randomUUID();
  const folder = mkdtempSync(join(tmpdir(), 'autolog-plan-'));
  const devices: Record<string, string> = {};
  const rooms: Record<string, string> = {};
  const batches: Record<'first' | 'second' | 'waiting', string> = { first: '', second: '', waiting: '' };

  beforeAll(async () => {
    // First, so that nothing is left running where there is no browser.
    browser = await launch();
    const peopleFile = join(folder, 'people.json');
    server = await TestServer.start({ environment: { AUTOLOG_QUEUE: 'off', AUTOLOG_DEMO_PEOPLE_FILE: peopleFile } });
    testSite = await createTestSite(server, twelveDayRecipe());
    analyst = await server.registerAndSignIn('analyst', 'qc_analyst');
    const known = { planner: testSite.planner, technician: testSite.technician, quality: testSite.quality, analyst };
    const roles = { planner: 'planner', technician: 'technician', quality: 'quality_officer', analyst: 'qc_analyst' };
    const people = Object.entries(known).map(([name, { credentials: who }]) => ({
      ...who,
      name: `${name} of the test`,
      roles: [roles[name as keyof typeof roles]],
      does: 'takes part in the test',
    }));
    writeFileSync(peopleFile, JSON.stringify(people));
    for (const code of ['ROOM-1', 'ROOM-2', 'ROOM-3', 'ROOM-4'])
      rooms[code] = idFromStream(await testSite.planner.post('/api/rooms', { code }));
    for (const code of ['PRODIGY-1', 'PRODIGY-2'])
      devices[code] = idFromStream(
        await testSite.planner.post('/api/equipment', { code, capability: 'tct-processor' }),
      );
    const admin = await server.registerAndSignIn('admin', 'administrator');
    const minted = { name: 'adapter', part: 'device-adapter', devices: Object.values(devices) };
    token = (await admin.post<TokenReply>('/api/machine-tokens', minted)).token;
    batches.first = await order('MX-7K4P-22', 'A-2026-118');
    batches.second = await order('MX-9P2R-41', 'A-2026-121');
    batches.waiting = await order('MX-3C8W-67', 'A-2026-124');
    await start(batches.first, 'ROOM-1', 'PRODIGY-1');
    await start(batches.second, 'ROOM-3', 'PRODIGY-2');
  }, TEST_MS_MAX);

  afterAll(async () => {
    await browser.close();
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  }, TEST_MS_MAX);

  async function order(coi: string, orderNumber: string): Promise<string> {
    const therapy = idFromStream(await testSite.planner.post('/api/therapies', { coi, orderNumber }));
    return idFromStream(await testSite.planner.post('/api/batches', { therapy, recipe: testSite.recipe }));
  }
  const start = (batch: string, room: string, device: string) =>
    testSite.technician.post(`/api/batches/${batch}/start`, { room: rooms[room], device: devices[device] });

  async function perform(
    client: TestClient,
    batch: string,
    step: string,
    answer: object,
    reason?: string,
  ): Promise<void> {
    const { asOf } = await getBatch(client, batch);
    const because = reason === undefined ? {} : { reason };
    await client.post(`/api/batches/${batch}/steps/${step}/perform`, { asOf, answer, ...because });
  }
  const choose = (batch: string, step: string, choice = 'good') =>
    perform(testSite.technician, batch, step, { kind: 'choice', choice });

  async function siteNow(): Promise<number> {
    const clock = await testSite.planner.get<ClockReply>('/api/site/clock');
    return siteMillisAt(clock, clock.realNowMs);
  }
  /** Runs the simulated clock to a moment, past everything due before it, and leaves it at real speed there. */
  async function goTo(ms: number): Promise<void> {
    const going = { rate: 'next', until: new Date(ms).toISOString(), pace: '14400' };
    await waitUntil(
      'the clock to arrive',
      async () => {
        if ((await siteNow()) >= ms) return true;
        const { untilNext } = await testSite.planner.get<ClockReply>('/api/site/clock');
        if (!untilNext) await testSite.planner.post('/api/site/clock', going);
        return undefined;
      },
      TEST_MS_MAX,
    );
  }

  async function upload(device: string, values: Readonly<Record<string, string>>): Promise<void> {
    const at = new Date(await siteNow()).toISOString();
    uploads += 1;
    const readings = Object.entries(values).map(([signal, value]) => ({
      signal,
      value,
      sourceTime: at,
      receivedAt: at,
      statusCode: 0,
    }));
    const sent = await fetch(`${server.address}/api/telemetry/uploads`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        epoch,
        seq: uploads,
        device: devices[device],
        readings,
        gaps: [],
        alarms: [],
        offsetSeconds: '0',
      }),
    });
    expect(sent.status).toBe(200);
  }
  const culture = {
    deviceState: 'Running',
    tempActual: '37.0',
    co2Actual: '5.0',
    volumeEstimated: '198',
    alarmSeverity: '0',
  };

  async function inBothLanguages(window: BrowserWindow, name: string): Promise<string[]> {
    const found = await findings(window);
    await screenshotAs(window.page, name, true);
    await window.page.getByRole('button', { name: 'Nederlands' }).click();
    await window.page.getByRole('button', { name: 'English' }).waitFor();
    const foundInDutch = await findings(window);
    await screenshotAs(window.page, `${name}-nl`, true);
    await window.page.getByRole('button', { name: 'English' }).click();
    return [...found, ...foundInDutch];
  }
  const open = (page: Page, address: string) => page.evaluate((to) => location.assign(to), address);

  test(
    'a technician chooses between ready steps, scans a sample label and waits for the device [T1, T2, T5]',
    async () => {
      const { first } = batches;
      await choose(first, 'temperature-log', 'in-range');
      await perform(testSite.technician, first, 'arrival-viability', { kind: 'entry', typed: '96.4' });
      await perform(testSite.technician, first, 'activate', { kind: 'instruction' });
      await upload('PRODIGY-1', { ...culture, activityName: 'Culture' });
      const identity = { coi: 'MX-7K4P-22', order: 'A-2026-118' };
      const terminal = await openWindow(browser, server.address, TERMINAL_PANEL);
      const { page } = terminal;
      const found: string[] = [];
      const measure = async (name: string): Promise<void> => {
        const here = [...(await findings(terminal)), ...(await terminalFindings(page, identity))];
        found.push(...here.map((finding) => `${name}: ${finding}`));
        await screenshotAs(page, `plan-terminal-${name}`);
      };
      await signIn(page, 'technician of the test');
      await page.getByRole('button', { name: 'Open' }).first().waitFor();
      await open(page, `/terminal#/batch/${first}`);
      await page.getByRole('heading', { name: 'Do this: Labels of the waste bags.' }).waitFor();
      await measure('parallel');
      await button(page, '1 other step can be done').click();
      await page.getByRole('heading', { name: 'Can be done now' }).waitFor();
      await measure('steps');
      await button(page, 'Go to this step').click();
      await page.getByRole('heading', { name: 'Do this: Weight of the medium.' }).waitFor();
      await page.getByRole('button', { name: 'as it should be', exact: true }).click();
      await confirm(page);
      await page.getByRole('heading', { name: 'Do this: Labels of the waste bags.' }).waitFor();
      await page.getByRole('button', { name: 'as it should be', exact: true }).click();
      await confirm(page);
      await page.getByText('cryotube of 2 mL').waitFor();
      await measure('sample');
      const { number } = await getBatch(testSite.technician, first);
      await scan(page, `SMP/${number}/SAMPLE-1`);
      await page.getByText(`This sample is SMP/${number}/SAMPLE-0`).waitFor();
      await measure('sample-wrong');
      await scan(page, `SMP/${number}/SAMPLE-0`);
      await page.getByText('The device has not shown this yet.').waitFor();
      await measure('activity-awaited');
      expect(await button(page, 'Waiting for the device').getAttribute('aria-disabled')).toBe('true');
      await upload('PRODIGY-1', { activityName: 'Culture wash day 0' });
      await button(page, 'Confirm Culture wash day 0').waitFor();
      // The device goes on; what it showed stays what can be confirmed.
      await upload('PRODIGY-1', { activityName: 'Culture' });
      await page.getByText('Culture, since').waitFor();
      await measure('activity-shown');
      await confirm(page);
      await page.getByText('This step is for quality control').waitFor();
      await measure('for-quality-control');
      await button(page, 'More').click();
      await button(page, 'Training labels').click();
      await page.getByRole('button', { name: /^Sample / }).waitFor();
      await measure('training-labels');
      expect(found).toEqual([]);
      const { steps } = await getBatch(testSite.technician, first);
      expect(steps.find(({ step }) => step.id === 'sample-0')?.outcome).toMatchObject({ sample: `${number}/SAMPLE-0` });
      expect(steps.find(({ step }) => step.id === 'wash-0')?.outcome).toMatchObject({ activity: 'Culture wash day 0' });
      await terminal.close();
    },
    TEST_MS_MAX,
  );

  test(
    'the batch page shows its days, the next window and its device, in both languages',
    async () => {
      const { first, second } = batches;
      await perform(analyst, first, 'laboratory-viability', { kind: 'entry', typed: '97.1' });
      const activated = (await getBatch(testSite.planner, first)).anchors[0]?.at ?? '';
      await goTo(Date.parse(activated) + DAY_MS);
      await choose(first, 'look-1');
      await perform(testSite.technician, first, 'oxygen-1', { kind: 'entry', typed: '5.9' }, 'Bag was warm.');
      await choose(first, 'exchange-1');
      await choose(second, 'temperature-log', 'in-range');
      await goTo(Date.parse(activated) + 2 * DAY_MS);
      await upload('PRODIGY-1', { ...culture, activityName: 'Culture, shaken' });
      await upload('PRODIGY-2', { ...culture, activityName: 'Set-up', deviceState: 'WaitingOperator' });
      const desk = await openWindow(browser, server.address, DESK);
      const { page } = desk;
      await signIn(page, 'planner of the test');
      const { number } = await getBatch(testSite.planner, first);
      await page.getByRole('table', { name: 'Batches' }).getByRole('link', { name: number }).click();
      await page.getByText('Day 2 of 12').waitFor();
      const days = page.getByRole('region', { name: 'Days and operations' });
      expect(await days.getByRole('listitem').filter({ hasText: 'Exchange of day 2' }).last().innerText()).toContain(
        '0/3',
      );
      await page.getByText('closes in').first().waitFor();
      await page.getByText('Culture, shaken').waitFor();
      expect(await page.getByRole('table', { name: 'Every operation' }).getByRole('row').count()).toBe(17);
      expect(await inBothLanguages(desk, 'plan-batch')).toEqual([]);
      await desk.close();
    },
    TEST_MS_MAX,
  );

  test(
    'the site overview shows rooms, devices, a hold and an alarm, in English with the light and in Dutch with the dark theme',
    async () => {
      const { second } = batches;
      await testSite.technician.post(`/api/batches/${second}/hold`, { reason: 'Asked by the test.' });
      await upload('PRODIGY-2', { alarmText: 'Lid open', alarmSeverity: '700' });
      const overview = await openWindow(browser, server.address, OVERVIEW_SCREEN);
      const { page } = overview;
      await signIn(page, 'planner of the test');
      await page.getByRole('link', { name: 'Site overview' }).click();
      await page.getByText('MX-7K4P-22').first().waitFor();
      await page.getByText('on hold').waitFor();
      await page.getByText('Alarm: Lid open').waitFor();
      await page.getByRole('banner').getByText('live').waitFor();
      expect(await page.locator('article').count()).toBe(8);
      await screenshotAs(page, 'site-overview');
      expect([...(await findings(overview)), ...(await overflowing(page))]).toEqual([]);
      // The overview updates itself: the hold is lifted elsewhere.
      await testSite.quality.post(`/api/batches/${second}/resume`, {});
      await page.getByText('on hold').waitFor({ state: 'detached' });
      await testSite.planner.request('PUT', '/api/me/language', { language: 'nl' }, randomUUID());
      await page.evaluate(() => localStorage.setItem('autolog.theme', 'dark'));
      await page.reload();
      await page.getByText('Dag 2 van 12').first().waitFor();
      await page.getByRole('banner').getByText('actueel').waitFor();
      await screenshotAs(page, 'site-overview-dark-nl');
      expect([...(await findings(overview)), ...(await overflowing(page))]).toEqual([]);
      await overview.close();
    },
    TEST_MS_MAX,
  );

  test(
    'the terminal and both desk pages show why a batch is on hold and who put it there [T1, T2, T5]',
    async () => {
      const { second } = batches;
      const reason =
        'The bag of medium leaked at the port; wait for the process engineer before anything is connected.';
      await testSite.technician.post(`/api/batches/${second}/hold`, { reason });
      const { name } = await testSite.technician.get<MeReply>('/api/me');
      const told = `${name}: ${reason}`;
      const terminal = await openWindow(browser, server.address, TERMINAL_PANEL);
      await signIn(terminal.page, 'technician of the test');
      await terminal.page.getByRole('button', { name: 'Open' }).first().waitFor();
      await open(terminal.page, `/terminal#/batch/${second}`);
      await terminal.page.getByText(told).waitFor();
      await screenshotAs(terminal.page, 'plan-held-terminal');
      const identity = { coi: 'MX-9P2R-41', order: 'A-2026-121' };
      expect([...(await findings(terminal)), ...(await terminalFindings(terminal.page, identity))]).toEqual([]);
      await terminal.close();
      const desk = await openWindow(browser, server.address, DESK);
      await signIn(desk.page, 'quality of the test');
      for (const area of ['quality', 'planning']) {
        await open(desk.page, `/${area}#/batches/${second}`);
        await desk.page.getByText(told).waitFor();
        expect(await inBothLanguages(desk, `plan-held-${area}`)).toEqual([]);
      }
      await testSite.quality.post(`/api/batches/${second}/resume`, {});
      await desk.page.getByText(told).waitFor({ state: 'detached' });
      await desk.close();
    },
    TEST_MS_MAX,
  );

  test(
    'quality sees steps that do not apply and pending tests, and downloads the record',
    async () => {
      const { first } = batches;
      const desk = await openWindow(browser, server.address, DESK);
      const { page } = desk;
      await signIn(page, 'quality of the test');
      const { number } = await getBatch(testSite.quality, first);
      await page.getByRole('link', { name: number }).click();
      await page.getByText('Results that may still be pending').waitFor();
      await page.locator('canvas').first().waitFor();
      await page.getByRole('button', { name: /^Day -1/ }).click();
      await page.getByText('not applicable: ').first().waitFor();
      const downloading = page.waitForEvent('download');
      await button(page, 'Download the record').click();
      const file = await downloading;
      expect(file.suggestedFilename()).toMatch(/\.zip$/);
      expect(
        readFileSync(await file.path())
          .subarray(0, 2)
          .toString(),
      ).toBe('PK');
      await page.getByText('The export is recorded.').waitFor();
      expect(await inBothLanguages(desk, 'plan-quality')).toEqual([]);
      await desk.close();
    },
    TEST_MS_MAX,
  );

  test(
    'a part of the screen that fails shows a message beside the rest, and is rendered again when new data arrives',
    async () => {
      const { first } = batches;
      const terminal = await openWindow(browser, server.address, TERMINAL_PANEL);
      const { page } = terminal;
      await signIn(page, 'technician of the test');
      await page.getByRole('button', { name: 'Open' }).first().waitFor();
      await page.route(`**/api/batches/${first}`, removeInstructions);
      await open(page, `/terminal#/batch/${first}`);
      await page.getByText('This part of the screen could not be shown.').waitFor();
      // Identity and due times stay on the screen.
      await page.getByText('MX-7K4P-22').first().waitFor();
      expect(await page.getByText('A-2026-118').count()).toBeGreaterThan(0);
      await screenshotAs(page, 'plan-part-broken');
      expect(await clippedTexts(page)).toEqual([]);
      await page.unroute(`**/api/batches/${first}`);
      await choose(first, 'look-2');
      await page.getByRole('heading', { name: /^Do this: / }).waitFor();
      await terminal.close();
    },
    TEST_MS_MAX,
  );
});
