import { describe, expect, test } from '@jest/globals';
import type { ExceptionLine, StepLine } from '@autolog/contract/batch';
import type { EventLine } from '@autolog/contract/record';
import type { Digest, Instant, PersonId, SignatureId } from '@autolog/domain/brand';
import type { SignatureRequirement } from '@autolog/domain/step-kind/step-common';
import type { Signature } from '@autolog/domain/signature';
import { needsNoAttention, isComplete, ledgerCheck, reviewSummaryOf } from './review-summary.js';

const signature: Signature = {
  id: 's-1' as SignatureId,
  person: 'p-1' as PersonId,
  name: 'Sanne de Wit',
  userName: 's.dewit',
  role: 'technician',
  meaning: 'performed',
  at: '2026-10-24T09:00:00.000Z' as Instant,
  content: 'a'.repeat(64) as Digest,
  language: 'nl',
  method: 'password',
};

const line = (requirement: SignatureRequirement, more: Partial<StepLine> = {}): StepLine => ({
  step: {
    id: 'wash',
    kind: 'instruction',
    title: { en: 'Wash', nl: 'Wassen' },
    instruction: { en: 'Wash.', nl: 'Was.' },
    signature: requirement,
    irreversible: false,
  },
  operation: 'harvest',
  status: 'done',
  waitsFor: [],
  corrected: [],
  exceptions: [],
  ...more,
});

const raised = (id: string, more: Partial<ExceptionLine> = {}): ExceptionLine => ({
  id,
  class: 'out_of_limit',
  severity: 'major',
  deviation: {},
  raisedAt: '2026-10-24T09:00:00.000Z',
  ...more,
});
const assessed = { disposition: 'accepted', assessment: 'Seen.', signature } as const;

describe('[Q1] the figures of a review count what the record contains', () => {
  test('an assessed exception is no longer open, and still counted', () => {
    const summary = reviewSummaryOf({
      steps: [],
      exceptions: [
        raised('E1', { severity: 'critical' }),
        raised('E2', { severity: 'critical', assessed }),
        raised('E3'),
        raised('E4', { class: 'data_gap', severity: 'minor', assessed }),
      ],
    });
    expect(summary).toMatchObject({ criticalOpen: 1, open: 2, exceptions: 4 });
    expect(summary.gaps.map((gap) => gap.id)).toEqual(['E4']);
  });

  test('a signature is missing where a performed step needs one, not for a step still to come', () => {
    const performedAt = signature.at;
    const summary = reviewSummaryOf({
      steps: [
        line('none'),
        line('performer', { performedAt, signature }),
        line('performer+witness', { performedAt, signature, status: 'awaiting_witness' }),
        line('performer+witness', { performedAt, signature, witness: signature }),
        line('performer', { status: 'locked' }),
      ],
      exceptions: [],
    });
    expect(summary).toMatchObject({ stepsDone: 3, stepsTotal: 5, awaitingWitness: 1 });
    expect([summary.signaturesGiven, summary.signaturesRequired]).toEqual([4, 6]);
    expect(summary.signaturesMissing).toBe(1);
  });

  test('a signature that was not needed does not replace a missing one', () => {
    const summary = reviewSummaryOf({
      steps: [line('none', { performedAt: signature.at, signature }), line('performer', { performedAt: signature.at })],
      exceptions: [],
    });
    expect([summary.signaturesGiven, summary.signaturesRequired]).toEqual([0, 1]);
    expect(summary.signaturesMissing).toBe(1);
  });
});

const event = (seq: number, leafIndex?: number): EventLine => ({
  seq,
  type: 'StepStarted',
  at: '2026-10-24T09:00:00.000Z',
  actor: 'p-1',
  payload: {},
  leafHash: String(seq).repeat(64).slice(0, 64),
  ...(leafIndex === undefined ? {} : { leafIndex }),
});

describe('the ledger check', () => {
  test('is complete when every event has a leaf and no number is missing', () => {
    const check = ledgerCheck({ events: [event(1, 10), event(2, 14), event(3, 15)] });
    expect(check).toMatchObject({ events: 3, inLedger: 3, lastIndex: 15 });
    expect(isComplete(check)).toBe(true);
  });

  test('a number that is missing is named', () => {
    const check = ledgerCheck({ events: [event(1, 10), event(3, 15)] });
    expect(check.firstMissing).toBe(2);
    expect(isComplete(check)).toBe(false);
  });

  test('an event without a leaf yet is not counted as being in the ledger', () => {
    const check = ledgerCheck({ events: [event(1, 10), event(2)] });
    expect(check).toMatchObject({ events: 2, inLedger: 1, lastIndex: 10 });
    expect(isComplete(check)).toBe(false);
    expect(isComplete(ledgerCheck({ events: [] }))).toBe(false);
  });
});

test('a step the recipe leaves out counts neither as work nor as a signature that is missing', () => {
  const left = line('performer+witness', { status: 'not_applicable', because: 'viability 92.4 %' });
  expect(reviewSummaryOf({ steps: [line('none'), left], exceptions: [] })).toMatchObject({
    stepsDone: 1,
    stepsTotal: 1,
    signaturesMissing: 0,
    signaturesRequired: 0,
  });
});

test('a step is in order without exception, without correction and with every signature it needs', () => {
  const performedAt = '2026-10-24T09:00:00.000Z';
  expect(needsNoAttention(line('none', { performedAt }))).toBe(true);
  expect(needsNoAttention(line('performer', { performedAt, signature }))).toBe(true);
  expect(needsNoAttention(line('performer', { performedAt }))).toBe(false);
  expect(needsNoAttention(line('none', { performedAt, exceptions: ['E1'] }))).toBe(false);
  const was = { kind: 'instruction' } as const;
  expect(
    needsNoAttention(line('none', { performedAt, corrected: [{ was, at: performedAt, reason: 'Misread.' }] })),
  ).toBe(false);
});
