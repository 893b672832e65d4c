import { describe, expect, test } from '@jest/globals';
import { DONE, refusal } from '../../refusal.js';
import type { BatchCommand } from '../command.js';
import {
  activatedBatch,
  assess,
  certify,
  entry,
  finishedBatch,
  perform,
  allStepsDone,
  preparedBatch,
  review,
  reviewedBatch,
} from '../../../test-fixtures/batch-commands.js';
import {
  ANNA,
  createdBatch,
  PIA,
  QUINN,
  REASON,
  signed,
  startedBatch,
  type BatchFixture,
} from '../../../test-fixtures/batch-fixture.js';
import { isHeld } from '../state/batch.js';

const alarm: BatchCommand = {
  type: 'ReportDevice',
  class: 'device_alarm',
  severity: 'major',
  deviation: { detail: 'Lid open' },
};
const reject: BatchCommand = { type: 'RejectBatch', reason: REASON, signature: signed(QUINN, 'rejected') };
const held = (): BatchFixture =>
  preparedBatch(startedBatch()).given(perform('viability', entry('60'), { reason: true }));

describe('exceptions', () => {
  test('what a device repeats is one exception until it was assessed', () => {
    const batch = startedBatch().given(alarm);
    expect(batch.when(alarm)).toEqual({ append: [], answer: DONE });
    batch.given(assess('X-1'), { by: QUINN }).given(alarm);
    expect([...batch.state().exceptions.keys()]).toEqual(['X-1', 'X-2']);
  });

  test('an exception is assessed once, with a signature that means it', () => {
    const batch = startedBatch().given(alarm);
    expect(batch.when(assess('X-9'), { by: QUINN }).answer).toEqual(refusal('EXCEPTION_UNKNOWN', { exception: 'X-9' }));
    expect(batch.when(assess('X-1'), { by: ANNA }).answer).toEqual(
      refusal('SIGNATURE_REQUIRED', { meaning: 'Assessed' }),
    );
    batch.given(assess('X-1'), { by: QUINN });
    expect(batch.state().exceptions.get('X-1')?.assessed).toMatchObject({ result: 'accepted' });
    expect(batch.when(assess('X-1'), { by: QUINN }).answer).toEqual(
      refusal('EXCEPTION_ASSESSED', { exception: 'X-1' }),
    );
  });

  test('a hold is lifted by a person, and only after its critical exception was assessed', () => {
    const batch = held();
    expect(batch.when({ type: 'ResumeBatch' }).answer).toEqual(
      refusal('EXCEPTIONS_OPEN', { count: '1', first: 'X-1' }),
    );
    batch.given(assess('X-1', 'no_impact'), { by: QUINN });
    expect(isHeld(batch.state())).toBe(true);
    batch.given({ type: 'ResumeBatch' });
    expect(batch.state().holds).toEqual([]);
    expect(batch.when({ type: 'ResumeBatch' })).toEqual({ append: [], answer: DONE });
  });

  test('what holds a batch is remembered until it is lifted: the exception by itself, and what a person wrote', () => {
    const batch = held().given({ type: 'HoldBatch', reason: REASON }, { by: ANNA });
    expect(batch.state().holds).toEqual([
      { since: expect.any(String), exception: 'X-1' },
      { since: expect.any(String), reason: REASON, byName: ANNA.name },
    ]);
    batch.given(assess('X-1', 'no_impact'), { by: QUINN });
    expect(isHeld(batch.given({ type: 'ResumeBatch' }).state())).toBe(false);
  });

  test('a confirmed defect keeps the batch held', () => {
    const batch = held().given(assess('X-1', 'confirmed_defect'), { by: QUINN });
    expect(batch.when({ type: 'ResumeBatch' }).answer).toEqual(refusal('DEFECT_CONFIRMED', { exception: 'X-1' }));
  });
});

describe('finish', () => {
  test('a batch with open steps is not finished', () => {
    expect(activatedBatch(startedBatch()).when({ type: 'FinishBatch' }).answer).toEqual(
      refusal('STEPS_OPEN', { count: '4', first: 'Wait for labelling' }),
    );
  });

  test('a finished batch gives its device back and has no timer armed', () => {
    const batch = allStepsDone(startedBatch());
    const { append } = batch.when({ type: 'FinishBatch' });
    expect(append.map(({ type }) => type)).toEqual(['BatchFinished', 'DeviceReleased']);
    expect([...batch.state().timers.values()].filter(({ status }) => status === 'armed')).toEqual([]);
  });
});

describe('[INV-11] review and certificate', () => {
  test('a batch without deviations is reviewed and certified', () => {
    const batch = reviewedBatch(startedBatch()).given(certify(), { by: PIA });
    expect(batch.state()).toMatchObject({ status: 'certified', certificate: { number: 'C-26-001' } });
  });

  test('a batch is not reviewed before every exception was assessed', () => {
    const batch = finishedBatch(startedBatch()).given(alarm);
    expect(batch.when(review, { by: QUINN }).answer).toEqual(refusal('EXCEPTIONS_OPEN', { count: '1', first: 'X-1' }));
    batch.given(assess('X-1'), { by: QUINN }).given(review, { by: QUINN });
    expect(batch.state().status).toBe('reviewed');
  });

  test('a batch on hold is neither reviewed nor certified', () => {
    const batch = finishedBatch(startedBatch()).given({ type: 'HoldBatch', reason: REASON });
    expect(batch.when(review, { by: QUINN }).answer).toEqual(refusal('HOLD_NOT_LIFTED'));
  });

  test('a confirmed defect stands against the certificate for ever', () => {
    const batch = finishedBatch(startedBatch())
      .given(alarm)
      .given(assess('X-1', 'confirmed_defect'), { by: QUINN })
      .given(review, { by: QUINN });
    expect(batch.when(certify(), { by: PIA }).answer).toEqual(refusal('DEFECT_CONFIRMED', { exception: 'X-1' }));
  });

  test('an exception raised after the review blocks the certificate until it is assessed', () => {
    const batch = reviewedBatch(startedBatch()).given(alarm);
    expect(batch.when(certify(), { by: PIA }).answer).toEqual(refusal('EXCEPTIONS_OPEN', { count: '1', first: 'X-1' }));
    batch.given(assess('X-1'), { by: QUINN }).given(certify(), { by: PIA });
    expect(batch.state().status).toBe('certified');
  });

  test('who took part in the batch cannot certify it; the attempt stays on record', () => {
    const batch = reviewedBatch(startedBatch());
    const { append, answer } = batch.when(certify(ANNA), { by: ANNA });
    expect(answer).toEqual(refusal('TOOK_PART', { name: 'Anna' }));
    expect(append).toMatchObject([
      { type: 'AttemptRefused', code: 'TOOK_PART' },
      { type: 'ExceptionRaised', class: 'certifier_took_part', severity: 'minor' },
    ]);
    batch.given(assess('X-1'), { by: QUINN }).given(certify(), { by: PIA });
    expect(batch.state().status).toBe('certified');
  });

  test('a batch is not certified before it was reviewed', () => {
    expect(finishedBatch(startedBatch()).when(certify(), { by: PIA }).answer).toEqual(
      refusal('BATCH_STATUS', { status: 'finished' }),
    );
  });

  test("nobody certifies with another person's signature", () => {
    expect(reviewedBatch(startedBatch()).when(certify(PIA), { by: QUINN }).answer).toEqual(
      refusal('SIGNATURE_REQUIRED', { meaning: 'Certified' }),
    );
  });
});

describe('reject', () => {
  test('a batch in process can be rejected: its timers rest and its device is free', () => {
    const batch = activatedBatch(startedBatch());
    const { append } = batch.when(reject, { by: QUINN });
    expect(append.map(({ type }) => type)).toEqual([
      'TimerDisarmed',
      'TimerDisarmed',
      'BatchRejected',
      'DeviceReleased',
    ]);
    expect(batch.state().status).toBe('rejected');
  });

  test('a finished batch gave its device back already', () => {
    const { append } = finishedBatch(startedBatch()).when(reject, { by: QUINN });
    expect(append.map(({ type }) => type)).toEqual(['BatchRejected']);
  });

  test.each([[certify(), PIA] as const, [reject, QUINN] as const, [alarm, QUINN] as const])(
    'after the certificate nothing changes any more: %#',
    (command, by) => {
      const batch = reviewedBatch(startedBatch()).given(certify(), { by: PIA });
      expect(batch.when(command, { by })).toEqual({
        append: [],
        answer: refusal('BATCH_STATUS', { status: 'certified' }),
      });
    },
  );
});

describe('export', () => {
  const exported = {
    export: '0199a5c0-7e2d-7000-8000-00000000000a',
    format: 'autolog-bundle/1',
    members: [{ name: 'recipe.json', bytes: 20_480, sha256: REASON }],
    events: 12,
    texts: 1,
    readings: 0,
    gaps: 0,
  };

  test('[P11-10b] a copy of the record can leave at any time, and every copy is on record', () => {
    for (const batch of [createdBatch(), startedBatch(), reviewedBatch(startedBatch()).given(certify(), { by: PIA })]) {
      const before = batch.state().status;
      expect(batch.when({ type: 'ExportBatch', exported }, { by: QUINN })).toEqual({
        append: [{ type: 'BatchExported', v: 1, ...exported }],
        answer: DONE,
      });
      expect(batch.state().status).toBe(before);
    }
  });
});
