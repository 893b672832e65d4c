import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, beforeAll, expect, test } from '@jest/globals';
import type { BatchEvent } from '@autolog/domain/batch/event';
import type { Batch } from '@autolog/domain/batch/state/batch';
import { evolveBatch } from '@autolog/domain/batch/state/evolve-batch';
import { BATCH_SNAPSHOT_FORMAT } from '@autolog/domain/batch/state/snapshot';
import type { BatchId, Digest, RecipeId, TherapyId } from '@autolog/domain/brand';
import { idOf, streamOf } from '@autolog/domain/stream/stream';
import { EVENTS_PER_SNAPSHOT } from './batch-snapshot.js';
import { StreamStates } from './stream-states.js';
import { openTestRecord, type TestRecord } from './testing/test-record.js';

const EVENTS = EVENTS_PER_SNAPSHOT + 6;
const NUMBER = 'B-2026-';
/** Numbers and orders are given once on a site. */
const created = (): BatchEvent => ({
  type: 'BatchCreated',
  v: 1,
  number: `${NUMBER}${randomUUID().slice(0, 8)}`,
  therapy: randomUUID() as TherapyId,
  coi: 'MX-7K4P-22',
  orderNumber: 'A-2026-118',
  recipe: randomUUID() as RecipeId,
  recipeHash: 'ab'.repeat(32) as Digest,
  simulated: true,
});
const REFUSED: BatchEvent = { type: 'AttemptRefused', v: 1, step: 'label', code: 'ANSWER_MISSING', facts: {} };

let record: TestRecord;
let stream: string;

beforeAll(async () => {
  record = await openTestRecord();
});
afterAll(() => record.close());
beforeEach(async () => {
  stream = streamOf('batch', randomUUID());
  await record.append(stream, created(), ...Array.from({ length: EVENTS - 1 }, () => REFUSED));
});

/** As a server has it that was started just now: nothing is cached. */
const emptyCache = () =>
  new StreamStates<'batch', Batch>(
    record.log,
    (state, name, recorded) => evolveBatch(state, idOf(name) as BatchId, recorded),
    (name) => record.log.batchSnapshots.load(name),
  );
const replayed = () => record.database.transaction(() => emptyCache().lockReplayed(stream));

test('a batch is the same read from its snapshot and replayed from its events', async () => {
  const snapshot = await record.log.batchSnapshots.load(stream);
  expect(snapshot).toMatchObject({ seq: EVENTS_PER_SNAPSHOT, state: { seq: EVENTS_PER_SNAPSHOT } });
  expect(await emptyCache().load(stream)).toEqual(await replayed());
});

test('[INV-11] a replay for a certificate does not see a snapshot that was changed', async () => {
  await record.database.query(
    `update batch_snapshot set state = replace(state, '${NUMBER}', 'B-1999-') where batch = $1`,
    [idOf(stream)],
  );
  const states = emptyCache();
  expect((await states.load(stream)).state?.number).toMatch(/^B-1999-/);
  const { state, seq } = await record.database.transaction(() => states.lockReplayed(stream));
  expect([state?.number, seq]).toEqual([expect.stringMatching(/^B-2026-/), EVENTS]);
});

test('a snapshot of another format is not read, and the next one replaces it', async () => {
  await record.database.query(`update batch_snapshot set format = $2, state = 'unknown' where batch = $1`, [
    idOf(stream),
    BATCH_SNAPSHOT_FORMAT + 1,
  ]);
  expect(await record.log.batchSnapshots.load(stream)).toBeUndefined();
  expect((await emptyCache().load(stream)).seq).toBe(EVENTS);
  await record.append(stream, ...Array.from({ length: EVENTS_PER_SNAPSHOT }, () => REFUSED));
  expect(await record.log.batchSnapshots.load(stream)).toMatchObject({ seq: 2 * EVENTS_PER_SNAPSHOT });
});
