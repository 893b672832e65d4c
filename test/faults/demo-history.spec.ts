import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { BatchReply } from '@autolog/contract/batch';
import type { EventLine } from '@autolog/contract/record';
import type { DemoReply } from '@autolog/contract/demo';
import type { ClockReply } from '@autolog/contract/site';
import { siteMillisAt } from '@autolog/domain/site/site-clock';
import type { TestClient } from '../harness/test-client.ts';
import { PEOPLE } from '../harness/demo-people.ts';
import { getBatches, getBatch, getRecord } from '../harness/batch-actions.ts';
import { waitUntil } from '../harness/wait-until.ts';
import { commandLinesOf, processIdsOf } from '../harness/processes.ts';
import { TestInstallation } from '../harness/test-installation.ts';

/** Four minutes on two calm cores; other suites may run beside it. */
const HISTORY_MS_MAX = 12 * 60_000;
const DAY_MS = 86_400_000;
/** Site time comes this near to real time and stays there. */
const NEAR_MS = 1_500;
const [TO_REVIEW, ON_DAY_FIVE, TO_START] = ['MX-7K4P-22', 'MX-3H8W-41', 'MX-9V6N-07'] as const;

jest.setTimeout(HISTORY_MS_MAX);

const tell = (line: string): void => void process.stdout.write(`history: ${line}\n`);

describe('the first start of the demo, killed once and stopped once while it generates its history', () => {
  let product: TestInstallation;
  let reader: TestClient;
  const demo = async (): Promise<DemoReply> =>
    (await fetch(`${product.address}/api/demo`, { signal: AbortSignal.timeout(10_000) })).json() as Promise<DemoReply>;
  const simulated = (percent: number): Promise<true> =>
    waitUntil(
      `${String(percent)} % of the history`,
      async () => (((await demo()).history?.percent ?? 0) >= percent ? true : undefined),
      HISTORY_MS_MAX,
    );
  const batchOf = async (coi: string): Promise<BatchReply> => {
    const own = (await getBatches(reader)).batches.filter((batch) => batch.coi === coi);
    expect(own).toHaveLength(1);
    return getBatch(reader, own[0]?.id ?? '');
  };

  const stepsOf = async (coi: string): Promise<readonly EventLine[]> =>
    (await getRecord(reader, (await batchOf(coi)).id)).events.filter(({ type }) => type.startsWith('Step'));

  beforeAll(async () => {
    product = await TestInstallation.start({}, undefined, [], []);
    await simulated(15);
    tell(`cut off by the power at ${String((await demo()).history?.percent)} %`);
    await product.killAll();
    await product.start();
    await simulated(45);
    tell(`stopped at ${String((await demo()).history?.percent)} %`);
    await product.stop();
    await product.start();
    const from = performance.now();
    await waitUntil(
      'the history to be whole',
      async () => ((await demo()).history === undefined ? true : undefined),
      HISTORY_MS_MAX,
    );
    tell(`the rest took ${String(Math.round((performance.now() - from) / 1_000))} s`);
    reader = await product.signIn(PEOPLE.maaike);
  }, HISTORY_MS_MAX);
  afterAll(async () => {
    await product.stop();
    expect(commandLinesOf(processIdsOf(product.dir))).toEqual([]);
    product.remove();
  });

  test('one batch has run for more than twelve days and waits for review with two minor exceptions', async () => {
    const batch = await batchOf(TO_REVIEW);
    expect(batch).toMatchObject({ status: 'finished', simulated: true, stepsDone: batch.stepsTotal });
    expect(Date.parse(batch.finishedAt ?? '') - Date.parse(batch.startedAt ?? '')).toBeGreaterThan(12 * DAY_MS);
    const minor = batch.exceptions.filter(({ severity }) => severity === 'minor');
    expect(minor.map(({ step }) => step?.id)).toEqual(['transport-highest', 'viability-3']);
    expect(batch.exceptionsOpen).toBeGreaterThanOrEqual(minor.length);
  });

  test('one batch is in process with an unassessed device alarm', async () => {
    const batch = await batchOf(ON_DAY_FIVE);
    expect(batch).toMatchObject({ status: 'in_process', device: 'PRODIGY-2', held: false });
    const alarm = batch.exceptions.find(({ class: kind, deviation }) => kind === 'device_alarm' && deviation.detail);
    expect(alarm?.deviation.detail).toBe('CO2 supply pressure low');
    expect(alarm?.assessed).toBeUndefined();
  });

  test('a third batch waits to be started', async () => {
    expect(await batchOf(TO_START)).toMatchObject({ status: 'created', stepsDone: 0 });
    expect((await getBatches(reader)).batches).toHaveLength(3);
  });

  test('[INV-1] no event of the first two batches is missing and their times never run backwards', async () => {
    for (const coi of [TO_REVIEW, ON_DAY_FIVE]) {
      const { events } = await getRecord(reader, (await batchOf(coi)).id);
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
      expect(events.map(timeOf)).toEqual(events.map(timeOf).toSorted());
    }
  });

  test('the site clock has reached real time and keeps to it', async () => {
    const behind = async (): Promise<number> => {
      const clock = await reader.get<ClockReply>('/api/site/clock');
      expect(clock).toMatchObject({ rate: 1, untilNext: false });
      return clock.realNowMs - siteMillisAt(clock, clock.realNowMs);
    };
    const first = await behind();
    tell(`site time is ${String(Math.round(first))} ms behind real time`);
    expect(first).toBeGreaterThanOrEqual(0);
    expect(first).toBeLessThan(NEAR_MS);
    await new Promise((done) => setTimeout(done, 2_000));
    expect(Math.abs((await behind()) - first)).toBeLessThan(100);
  });

  test('the landing page has suggestions for at least six people, all of them listed there', async () => {
    const { suggestions, people } = await demo();
    expect(new Set(suggestions.map(({ userName }) => userName)).size).toBeGreaterThanOrEqual(6);
    for (const { userName, address } of suggestions) {
      expect(people.map((person) => person.userName)).toContain(userName);
      expect((await fetch(product.address + address)).status).toBe(200);
    }
  });

  test('the next start does not generate the history again', async () => {
    const before = await stepsOf(ON_DAY_FIVE);
    await product.stop();
    const from = performance.now();
    await product.start();
    tell(`ready again in ${String(Math.round(performance.now() - from))} ms`);
    expect((await demo()).history).toBeUndefined();
    expect((await demo()).suggestions.length).toBeGreaterThan(1);
    reader = await product.signIn(PEOPLE.maaike);
    expect((await getBatches(reader)).batches).toHaveLength(3);
    expect(await stepsOf(ON_DAY_FIVE)).toEqual(before);
  });
});

const timeOf = ({ at }: EventLine): string => at;
