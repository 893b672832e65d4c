import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PeopleReply } from '@autolog/contract/person';
import type { TestClient } from '../harness/test-client.ts';
import { PEOPLE } from '../harness/demo-people.ts';
import {
  createBatch,
  doStep,
  getBatch,
  lotLabel,
  roomAndDeviceOf,
  getRecord,
  startBatch,
  getStep,
} from '../harness/batch-actions.ts';
import { waitUntil } from '../harness/wait-until.ts';
import { TestInstallation } from '../harness/test-installation.ts';

const STORY_MS_MAX = 300_000;
const SIMULTANEOUS_STARTS = 20;

describe('one batch with many forbidden acts: each is refused or raises an exception', () => {
  let installation: TestInstallation;
  let planner: TestClient;
  let sanne: TestClient;
  let maaike: TestClient;
  let batch: string;

  beforeAll(async () => {
    installation = await TestInstallation.start();
    planner = await installation.signIn(PEOPLE.fatima);
    sanne = await installation.signIn(PEOPLE.sanne, 'terminal');
    maaike = await installation.signIn(PEOPLE.maaike);
  }, STORY_MS_MAX);

  afterAll(async () => {
    await installation.stop();
    installation.remove();
  }, STORY_MS_MAX);

  const step = (id: string): string => `/api/batches/${batch}/steps/${id}`;
  const now = async (): Promise<number> => (await getBatch(sanne, batch)).asOf;
  const exceptions = async (): Promise<string[]> =>
    (await getBatch(sanne, batch)).exceptions.map((one) => `${one.severity} ${one.class}`);
  const assess = async (client: TestClient): Promise<void> => {
    for (const { id, assessed } of (await getBatch(client, batch)).exceptions) {
      if (assessed) continue;
      const body = { disposition: 'no_impact', assessment: 'The product was not touched.' };
      await client.sign('assessed', `/api/batches/${batch}/exceptions/${id}/assess`, body);
    }
  };
  const refusalsOnRecord = async (): Promise<string[]> =>
    (await getRecord(sanne, batch)).events
      .filter(({ type }) => type === 'AttemptRefused')
      .map(({ payload }) => (payload as { code: string }).code);

  test('[INV-8, PIV-MIX] of twenty simultaneous starts of two batches in one room one succeeds', async () => {
    batch = await createBatch(planner, 'COI-DARK-0001', 'ORDER-DARK-1');
    const other = await createBatch(planner, 'COI-DARK-0002', 'ORDER-DARK-2');
    const place = await roomAndDeviceOf(sanne, 'ROOM-3');
    const answers = await Promise.all(
      Array.from({ length: SIMULTANEOUS_STARTS }, (_, n) =>
        sanne.postUntilAnswered(`/api/batches/${n % 2 === 0 ? batch : other}/start`, place),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const codes = new Set(answers.flatMap(({ problem }) => problem?.code ?? []));
    expect([...codes].sort()).toEqual(['BATCH_STATUS', 'ROOM_OCCUPIED']);
    const started = [await getBatch(sanne, batch), await getBatch(sanne, other)].filter(
      ({ status }) => status === 'in_process',
    );
    expect(started).toHaveLength(1);
    batch = started[0]?.id ?? '';
    await installation.controlSimulator('/activity', { name: 'Culture static' });
  });

  test('[INV-3, P11-10f] a step before its predecessors is refused', async () => {
    const body = { asOf: await now(), answer: { kind: 'instruction' } };
    expect(await sanne.signRefusalCode('performed', `${step('close')}/perform`, body)).toBe('STEP_OUT_OF_ORDER');
  });

  test('the performer of a step cannot witness it, and the attempt is recorded', async () => {
    const { step: clearance } = await getStep(sanne, batch, 'line-clearance');
    if (clearance.kind !== 'check') throw new Error('line clearance is not a check');
    const states = Object.fromEntries(clearance.items.map(({ id, expected }) => [id, expected]));
    const body = { asOf: await now(), answer: { kind: 'check', states } };
    await sanne.sign('performed', `${step('line-clearance')}/perform`, body);
    const witness = { asOf: await now() };
    const path = `${step('line-clearance')}/witness`;
    expect(await sanne.signRefusalCode('witnessed', path, witness, PEOPLE.sanne)).toBe('WITNESS_NOT_INDEPENDENT');
    expect(await exceptions()).toEqual(['minor witness_refused']);
    await sanne.sign('witnessed', path, witness, PEOPLE.kees);
  });

  test('[INV-8] a label of another patient puts the batch on hold with a critical exception', async () => {
    const body = { asOf: await now(), answer: { kind: 'scan', read: 'COI/MX-7K4P-22', byHand: false } };
    expect(await sanne.signRefusalCode('performed', `${step('patient-label')}/perform`, body)).toBe('WRONG_PATIENT');
    expect(await exceptions()).toContain('critical identity_mismatch');
    const { held, holds, exceptions: raised } = await getBatch(sanne, batch);
    const mismatch = raised.find((one) => one.class === 'identity_mismatch');
    expect({ held, holds }).toMatchObject({ held: true, holds: [{ exception: mismatch?.id }] });
    await assess(maaike);
    await maaike.post(`/api/batches/${batch}/resume`, {});
    expect(await getBatch(sanne, batch)).toMatchObject({ held: false, holds: [] });
    await doStep(sanne, batch, 'patient-label', PEOPLE.kees);
  });

  test('a value outside its hard limit needs a reason, is recorded and puts the batch on hold', async () => {
    const path = `${step('apheresis-viability')}/perform`;
    const answer = { kind: 'entry', typed: '61,5' };
    expect(await sanne.refusalCode(path, { asOf: await now(), answer })).toBe('REASON_REQUIRED');
    await sanne.post(path, { asOf: await now(), answer, reason: 'Counted twice; the bag was delayed on the road.' });
    expect(await exceptions()).toContain('critical out_of_limit');
    expect((await getStep(sanne, batch, 'apheresis-viability')).outcome).toMatchObject({
      value: '61.5',
      typed: '61,5',
    });
    expect((await getBatch(sanne, batch)).held).toBe(true);
    await assess(maaike);
    await maaike.post(`/api/batches/${batch}/resume`, {});
  });

  test('[INV-2] a step that is done cannot be done again', async () => {
    const path = `${step('apheresis-viability')}/perform`;
    const again = { asOf: await now(), answer: { kind: 'entry', typed: '96' } };
    expect(await sanne.refusalCode(path, again)).toBe('STEP_ALREADY_DONE');
  });

  test('a lot of another material, an expired lot and a lot in quarantine are refused on record', async () => {
    const path = `${step('medium-lot')}/perform`;
    const scan = async (read: string) =>
      sanne.refusalCode(path, { asOf: await now(), answer: { kind: 'scan', read, byHand: false } });
    const vector = await lotLabel(sanne, 'VECTOR-CD19-LV', ({ status }) => status === 'released');
    expect(await scan(vector)).toBe('WRONG_LOT');
    const expired = await lotLabel(sanne, 'MEDIUM-TEXMACS', ({ expiresAt }) => expiresAt < '2026-11');
    expect(await scan(expired)).toBe('LOT_EXPIRED');
    const quarantined = await lotLabel(sanne, 'MEDIUM-TEXMACS', ({ status }) => status === 'quarantine');
    expect(await scan(quarantined)).toBe('LOT_NOT_RELEASED');
    expect((await exceptions()).filter((one) => one === 'major wrong_lot').length).toBeGreaterThan(0);
    expect(await refusalsOnRecord()).toEqual(
      expect.arrayContaining([
        'WITNESS_NOT_INDEPENDENT',
        'WRONG_PATIENT',
        'WRONG_LOT',
        'LOT_EXPIRED',
        'LOT_NOT_RELEASED',
      ]),
    );
  });

  test('[INV-4] a timer step cannot be confirmed before its minimum time', async () => {
    await doStep(sanne, batch, 'medium-lot', PEOPLE.kees);
    await doStep(sanne, batch, 'device-label', PEOPLE.kees);
    await sanne.post(`${step('bead-labelling')}/start`, { asOf: await now() });
    const early = { asOf: await now(), answer: { kind: 'timer' } };
    expect(await sanne.refusalCode(`${step('bead-labelling')}/perform`, early)).toBe('TIMER_RUNNING');
    await doStep(sanne, batch, 'bead-labelling', PEOPLE.kees);
  });

  test('[T20] the entry "1.000" is refused as unclear with both readings', async () => {
    const body = { asOf: await now(), answer: { kind: 'entry', typed: '1.000' } };
    const { problem } = await sanne.request('POST', `${step('seeded-cells')}/perform`, body, crypto.randomUUID());
    expect(problem).toMatchObject({ code: 'NUMBER_UNCLEAR', facts: { first: '1', second: '1000' } });
  });

  test(
    'a missed window raises an exception, and the step can still be done',
    async () => {
      for (const id of [
        'seeded-cells',
        'add-activator',
        'chamber-temperature',
        'vector-lot',
        'vector-titre',
        'vector-volume',
      ]) {
        await doStep(sanne, batch, id, PEOPLE.kees);
      }
      const early = { asOf: await now(), answer: { kind: 'instruction' } };
      expect(await sanne.signRefusalCode('performed', `${step('add-vector')}/perform`, early)).toBe('WINDOW_NOT_OPEN');
      await sanne.post('/api/site/clock', { rate: '1440' });
      await waitUntil(
        'the window to be missed',
        async () => ((await exceptions()).includes('major window_missed') ? true : undefined),
        150_000,
      );
      await sanne.post('/api/site/clock', { rate: '1' });
      await doStep(sanne, batch, 'add-vector', PEOPLE.kees);
    },
    STORY_MS_MAX,
  );

  test('a device alarm raises an exception in the running batch', async () => {
    await installation.controlSimulator('/alarm', { name: 'lid_open', active: true });
    await waitUntil('the alarm', async () =>
      (await exceptions()).some((one) => one.endsWith('device_alarm')) ? true : undefined,
    );
    await installation.controlSimulator('/alarm', { name: 'lid_open', active: false });
  });

  test('[INV-11, A11-15] a Qualified Person who took part cannot certify; another one rejects with a reason', async () => {
    const admin = await installation.signIn(PEOPLE.admin);
    const { people } = await admin.get<PeopleReply>('/api/people');
    const ilse = people.find(({ userName }) => userName === 'ilse');
    await admin.request(
      'PUT',
      `/api/people/${ilse?.id ?? ''}/roles`,
      { roles: ['qualified_person', 'technician'] },
      crypto.randomUUID(),
    );
    for (const id of ['appearance', 'harvest-volume', 'final-viability', 'label-check', 'close']) {
      await doStep(sanne, batch, id, PEOPLE.ilse);
    }
    await sanne.post(`/api/batches/${batch}/finish`, {});
    await assess(maaike);
    await maaike.sign('reviewed', `/api/batches/${batch}/review`, {});
    const certifier = await installation.signIn(PEOPLE.ilse);
    expect(await certifier.signRefusalCode('certified', `/api/batches/${batch}/certify`, {})).toBe('TOOK_PART');
    expect(await sanne.refusalCode(`/api/batches/${batch}/certify`, {})).toBe('NOT_ALLOWED');
    const ruben = await installation.signIn(PEOPLE.ruben);
    await ruben.sign('rejected', `/api/batches/${batch}/reject`, {
      reason: 'Viability of the apheresis was below the hard limit.',
    });
    expect(await getBatch(ruben, batch)).toMatchObject({
      status: 'rejected',
      rejection: { name: 'Ruben Smit', meaning: 'rejected' },
    });
    expect(await refusalsOnRecord()).toContain('TOOK_PART');
  });

  test('[S4] a wrong password and a changed content are refused at signing, and the wrong password is recorded', async () => {
    const other = await createBatch(planner, 'COI-DARK-0003', 'ORDER-DARK-3');
    await startBatch(sanne, other, 'ROOM-4');
    batch = other;
    const { step: clearance } = await getStep(sanne, batch, 'line-clearance');
    if (clearance.kind !== 'check') throw new Error('line clearance is not a check');
    const states = Object.fromEntries(clearance.items.map(({ id, expected }) => [id, expected]));
    const body = { asOf: await now(), answer: { kind: 'check', states } };
    const wrongPassword = { ...PEOPLE.sanne, password: 'not-her-password-at-all' };
    expect(await sanne.signRefusalCode('performed', `${step('line-clearance')}/perform`, body, wrongPassword)).toBe(
      'SIGNATURE_FAILED',
    );
    expect(await refusalsOnRecord()).toEqual(['SIGNATURE_FAILED']);
    const path = `${step('line-clearance')}/perform`;
    const { challenge } = await sanne.challenge('performed', path, body);
    const deviating = {
      ...body,
      answer: { kind: 'check', states: { ...states, 'room-pressure': 'not-above' } },
      reason: 'x',
    };
    const swapped = { ...deviating, signature: { challenge, ...PEOPLE.sanne } };
    expect(await sanne.refusalCode(path, swapped)).toBe('CONTENT_CHANGED');
    expect((await getStep(sanne, batch, 'line-clearance')).status).not.toBe('awaiting_witness');
  });
});
