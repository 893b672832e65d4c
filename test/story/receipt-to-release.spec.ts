import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BatchReply } from '@autolog/contract/batch';
import type { RecordReply } from '@autolog/contract/record';
import type { TestClient } from '../harness/test-client.ts';
import { PEOPLE } from '../harness/demo-people.ts';
import { createBatch, doStep, getBatch, getRecord, getStep, startBatch } from '../harness/batch-actions.ts';
import { waitUntil } from '../harness/wait-until.ts';
import { exportBundle } from '../harness/export-bundle.ts';
import { readLoggedBatch } from '../harness/logged-batch.ts';
import { unzip } from '../harness/unzip.ts';
import { TestInstallation } from '../harness/test-installation.ts';
import { runAutolog } from '../harness/run-autolog.ts';

const RECIPE = resolve(import.meta.dirname, '../../libs/recipes/src/receipt-to-release.yaml');
const STORY_MS_MAX = 240_000;

describe('a patient batch from order to release, over HTTP, with a device and timers', () => {
  let installation: TestInstallation;
  let planner: TestClient;
  let sanne: TestClient;
  let maaike: TestClient;
  let ruben: TestClient;
  let batch: string;

  beforeAll(async () => {
    installation = await TestInstallation.start();
    planner = await installation.signIn(PEOPLE.fatima);
    sanne = await installation.signIn(PEOPLE.sanne, 'terminal');
    maaike = await installation.signIn(PEOPLE.maaike);
    ruben = await installation.signIn(PEOPLE.ruben);
  }, STORY_MS_MAX);

  afterAll(async () => {
    await installation.stop();
    installation.remove();
  }, STORY_MS_MAX);

  test(
    '[INV-3] the planner orders, the technician starts, and every step is done in recipe order',
    async () => {
      batch = await createBatch(planner, 'COI-STRY-0001', 'ORDER-STORY-1');
      await startBatch(sanne, batch, 'ROOM-2');
      await installation.controlSimulator('/activity', { name: 'Culture static' });
      const { steps } = await getBatch(sanne, batch);
      for (const { step } of steps) await doStep(sanne, batch, step.id, PEOPLE.kees);
      await sanne.post(`/api/batches/${batch}/finish`, {});
      const done = await getBatch(sanne, batch);
      expect(done).toMatchObject({
        status: 'finished',
        stepsDone: steps.length,
        stepsTotal: steps.length,
        held: false,
      });
      expect(done.exceptions).toEqual([]);
    },
    STORY_MS_MAX,
  );

  test('the device step recorded a temperature with its status, and more than 1,000 readings are stored', async () => {
    const reply = await getBatch(sanne, batch);
    const outcome = reply.steps.find(({ step }) => step.kind === 'device')?.outcome;
    expect(outcome).toMatchObject({ kind: 'device', signal: 'tempActual', unit: 'Cel', statusCode: 0 });
    const readings = await sanne.get<{ count: number; points: [number, number][] }>(
      `/api/batches/${batch}/readings?signal=tempActual`,
    );
    expect(readings.count).toBeGreaterThan(1_000);
    if (outcome?.kind !== 'device') throw new Error('the device step has no reading');
    expect(Number(outcome.value)).toBeGreaterThan(30);
  });

  test('[INV-4] each timer fired once and not before it was due', async () => {
    const { events } = await getRecord(sanne, batch);
    const fired = events.filter(({ type }) => type === 'TimerFired');
    expect(fired.length).toBeGreaterThan(0);
    const names = fired.map(({ payload }) => (payload as { timer: string }).timer);
    expect(new Set(names).size).toBe(names.length);
    for (const { at, payload } of fired) expect(at >= (payload as { dueAt: string }).dueAt).toBe(true);
  });

  test('[P11-50] quality reviews, a Qualified Person certifies, and each signature has name, role and meaning', async () => {
    await maaike.sign('reviewed', `/api/batches/${batch}/review`, {});
    await ruben.sign('certified', `/api/batches/${batch}/certify`, {});
    const released = await getBatch(ruben, batch);
    expect(released.status).toBe('certified');
    expect(released.review).toMatchObject({
      name: 'Maaike Bakker',
      userName: 'maaike',
      role: 'quality_officer',
      meaning: 'reviewed',
    });
    expect(released.certificate).toMatchObject({
      number: released.number.replace('B-', 'C-'),
      signature: { name: 'Ruben Smit', role: 'qualified_person', meaning: 'certified' },
    });
    expect(released.certificate?.signature.content).toMatch(/^[0-9a-f]{64}$/);
  });

  test('[INV-6] no sequence number of the record is missing and every event has a leaf', async () => {
    const record = await waitUntil<RecordReply>('every event to have its leaf', async () => {
      const reply = await getRecord(ruben, batch);
      return reply.events.every(({ leafIndex }) => leafIndex !== undefined) ? reply : undefined;
    });
    expect(record.events.map(({ seq }) => seq)).toEqual(record.events.map((_, n) => n + 1));
    expect(record.events[0]).toMatchObject({ type: 'BatchCreated', payload: { simulated: true } });
    expect(record.events.at(-1)?.type).toBe('BatchCertified');
  });

  test('[INV-5] the temperature that the device step recorded is a stored reading, to the digit and the millisecond', async () => {
    const outcome = (await getStep(ruben, batch, 'chamber-temperature')).outcome;
    if (outcome?.kind !== 'device') throw new Error('the device step recorded no reading');
    const { bytes } = await exportBundle(await installation.signIn(PEOPLE.inspector), batch);
    const { readings } = readLoggedBatch(await unzip(bytes));
    const stored = readings.get('tempActual')?.filter(({ sourceTime }) => sourceTime === outcome.sourceTime);
    expect(stored?.map(({ value }) => value)).toEqual([outcome.value]);
  });

  test('the next batch can start in the same room on the same device', async () => {
    const next = await createBatch(planner, 'COI-STRY-0002', 'ORDER-STORY-2');
    const { position } = await startBatch(sanne, next, 'ROOM-2');
    expect(position).toBeGreaterThan(1);
    const reply: BatchReply = await getBatch(sanne, next);
    expect(reply).toMatchObject({ status: 'in_process', room: 'ROOM-2', device: 'PRODIGY-1' });
  });

  test('simulate refuses a recipe file that differs from the effective recipe of the same code and version', async () => {
    const other = join(installation.dir, 'other.yaml');
    writeFileSync(other, readFileSync(RECIPE, 'utf8').replace("title: { en: '", "title: { en: 'Other "));
    const port = installation.ports['simulator-1-control'];
    const device = `PRODIGY-1=http://127.0.0.1:${String(port)}`;
    const ended = await runAutolog('simulate', '--recipe', other, '--server', installation.address, '--device', device);
    expect(ended.err).toContain('differs from this file; give the file another version');
    expect(ended.code).toBe(70);
  });
});
