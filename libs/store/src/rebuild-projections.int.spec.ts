import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { BatchEvent } from '@autolog/domain/batch/event';
import type { Digest, EquipmentId, Instant, RecipeId, RoomId, TherapyId, PersonId } from '@autolog/domain/brand';
import type { Signature } from '@autolog/domain/signature';
import { EVENTS_PER_SNAPSHOT } from './batch-snapshot.js';
import type { Database } from './database.js';
import { digestOf } from '@autolog/bundle/sha256';
import { PROJECTION_TABLES } from './project-events.js';
import { rebuildProjections } from './rebuild-projections.js';
import { openTestRecord, type TestRecord } from './testing/test-record.js';

const person = randomUUID() as PersonId;
const batch = randomUUID();
const [therapy, recipe, room, device, lot] = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const content = new TextEncoder().encode(JSON.stringify({ title: { en: 'Test recipe', nl: 'Proefrecept' } }));
const hash: Digest = digestOf(content);
const due = '2026-11-23T08:00:00.000Z' as Instant;
const signature: Signature = {
  id: randomUUID() as Signature['id'],
  person,
  name: 'Maaike Bakker',
  userName: 'maaike',
  role: 'quality_officer',
  meaning: 'approved',
  at: due,
  content: hash,
  language: 'nl',
  method: 'password',
};

/** Everything a projection reads, in an order a site would write it. */
async function fill(record: TestRecord): Promise<void> {
  await record.append(
    `person/${person}`,
    {
      type: 'PersonRegistered',
      v: 1,
      userName: 'maaike',
      name: 'Maaike Bakker',
      roles: ['quality_officer'],
      language: 'nl',
    },
    { type: 'RolesChanged', v: 1, was: ['quality_officer'], now: ['quality_officer', 'technician'] },
    { type: 'LanguageChosen', v: 1, language: 'en' },
    { type: 'SignedIn', v: 1, place: 'desk' },
  );
  await record.append(`room/${room}`, { type: 'RoomRegistered', v: 1, code: 'ROOM-1' });
  await record.append(`equipment/${device}`, {
    type: 'EquipmentRegistered',
    v: 1,
    code: 'PRODIGY-1',
    capability: 'tct-processor',
  });
  await record.append(
    `lot/${lot}`,
    { type: 'LotRegistered', v: 1, material: 'MEDIUM-TEXMACS', lotNumber: 'L1', expiresAt: due },
    { type: 'LotStatusChanged', v: 1, was: 'quarantine', now: 'released' },
  );
  await record.append(`therapy/${therapy}`, {
    type: 'TherapyOrdered',
    v: 1,
    coi: 'MX-7K4P-22',
    orderNumber: 'A-2026-118',
  });
  await record.database.transaction(() => record.content.put(content, 'application/json'));
  await record.append(
    `recipe/${recipe}`,
    { type: 'RecipeImported', v: 1, code: 'TEST', version: '1', hash, yaml: hash, steps: 3 },
    { type: 'RecipeSubmitted', v: 1 },
    { type: 'RecipeApproved', v: 1, hash, signature },
  );
  await record.append(`room/${room}`, { type: 'RoomOccupied', v: 1, batch: batch as never });
  await record.append(`equipment/${device}`, { type: 'EquipmentOccupied', v: 1, batch: batch as never });
  await record.append(`batch/${batch}`, ...batchEvents().slice(0, 6));
  await record.append(`batch/${batch}`, ...batchEvents().slice(6));
  // Enough for a snapshot, and some that come after it.
  const refused = { type: 'AttemptRefused', v: 1, step: 'label', code: 'ANSWER_MISSING', facts: {} } as const;
  for (let n = 0; n < EVENTS_PER_SNAPSHOT; n += 16) await record.append(`batch/${batch}`, ...Array(16).fill(refused));
}

const batchEvents = (): BatchEvent[] => [
  {
    type: 'BatchCreated',
    v: 1,
    number: 'B-2026-0001',
    therapy: therapy as TherapyId,
    coi: 'MX-7K4P-22',
    orderNumber: 'A-2026-118',
    recipe: recipe as RecipeId,
    recipeHash: hash,
    simulated: true,
  },
  { type: 'BatchStarted', v: 1, recipeHash: hash, room: room as RoomId, roomCode: 'ROOM-1' },
  { type: 'DeviceBound', v: 1, device: device as EquipmentId, deviceCode: 'PRODIGY-1' },
  { type: 'StepStarted', v: 1, step: 'label' },
  { type: 'TimerArmed', v: 1, timer: 'label/minimum', step: 'label', purpose: 'minimum', dueAt: due },
  { type: 'TimerArmed', v: 1, timer: 'label/maximum', step: 'label', purpose: 'maximum', dueAt: due },
  { type: 'TimerFired', v: 1, timer: 'label/minimum', dueAt: due, lateMs: 0 },
  { type: 'TimerDisarmed', v: 1, timer: 'label/maximum' },
  { type: 'StepPerformed', v: 1, step: 'label', outcome: { kind: 'instruction' }, awaitsWitness: true, language: 'nl' },
  { type: 'StepWitnessed', v: 1, step: 'label', signature },
  { type: 'StepNotApplicable', v: 1, step: 'rest', because: '95 % < 85 %: no' },
  { type: 'StepNotApplicable', v: 1, step: 'boost', because: '5 mmol/L < 4 mmol/L: no' },
  { type: 'StepApplicableAgain', v: 1, step: 'rest', because: '80 % < 85 %: yes' },
  { type: 'ExceptionRaised', v: 1, exception: 'X-1', class: 'identity_mismatch', severity: 'critical', deviation: {} },
  { type: 'BatchHeld', v: 1, cause: 'identity_mismatch' },
  { type: 'ExceptionRaised', v: 1, exception: 'X-2', class: 'correction', severity: 'minor', deviation: {} },
  { type: 'ExceptionAssessed', v: 1, exception: 'X-2', disposition: 'accepted', assessment: hash, signature },
  { type: 'TimerArmed', v: 1, timer: 'wash/window-opens', step: 'wash', purpose: 'window-opens', dueAt: due },
];

async function bytesOf(database: Database): Promise<Record<string, string>> {
  const tables: Record<string, string> = {};
  for (const table of PROJECTION_TABLES) {
    const [row] = await database.query<{ bytes: string | null }>(
      `select string_agg(t::text, chr(10) order by t::text) as bytes from ${table} t`,
    );
    tables[table] = row?.bytes ?? '';
  }
  return tables;
}

test('every projection that is dropped and rebuilt from the log has the same bytes, and no timer fires', async () => {
  const record = await openTestRecord();
  try {
    await fill(record);
    const before = await bytesOf(record.database);
    for (const table of PROJECTION_TABLES) expect([table, before[table]?.length]).not.toEqual([table, 0]);
    const [count] = await record.database.query<{ events: number }>('select count(*)::int as events from event');
    expect(await rebuildProjections(record.urls.ownerUrl)).toBe(count?.events);
    expect(await bytesOf(record.database)).toEqual(before);
    expect(before['batch']).toContain('B-2026-0001');
    expect(await record.database.query('select steps_done, steps_not_applicable from batch')).toEqual([
      { steps_done: 1, steps_not_applicable: 1 },
    ]);
    expect(await record.database.query(`select name from timer where status = 'armed'`)).toEqual([
      { name: 'wash/window-opens' },
    ]);
  } finally {
    await record.close();
  }
});

test('an event whose transaction waited for a lock is rebuilt in stream order, though its transaction is older', async () => {
  const record = await openTestRecord();
  const { database, log } = record;
  const stream = `room/${randomUUID()}`;
  const by = { kind: 'system', part: 'installation' } as const;
  const append = async (type: 'RoomOccupied' | 'RoomVacated', after: number): Promise<void> => {
    const events = [{ type, v: 1, batch: batch as never } as const];
    await log.append([{ stream, after, events }], { by, now: await log.now() });
  };
  try {
    await record.append(stream, { type: 'RoomRegistered', v: 1, code: 'ROOM-7' });
    await database.transaction(async () => {
      await log.lock([stream]);
      await append('RoomOccupied', 1);
    });
    const numbered = Promise.withResolvers<undefined>();
    const vacated = Promise.withResolvers<undefined>();
    const next = database.transaction(async () => {
      await database.query('select pg_current_xact_id()');
      numbered.resolve(undefined);
      await vacated.promise;
      await log.lock([stream]);
      await append('RoomOccupied', 3);
    });
    await numbered.promise;
    await database.transaction(async () => {
      await log.lock([stream]);
      await append('RoomVacated', 2);
    });
    vacated.resolve(undefined);
    await next;
    const order = await database.query<{ seq: number }>('select seq from event where stream = $1 order by txid', [
      stream,
    ]);
    expect(order.map(({ seq }) => seq)).toEqual([1, 2, 4, 3]);
    const before = await bytesOf(database);
    await rebuildProjections(record.urls.ownerUrl);
    expect(await bytesOf(database)).toEqual(before);
  } finally {
    await record.close();
  }
});
