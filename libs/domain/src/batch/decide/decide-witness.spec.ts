import { describe, expect, test } from '@jest/globals';
import { DONE, refusal } from '../../refusal.js';
import type { BatchCommand } from '../command.js';
import {
  check,
  clearedBatch,
  entry,
  finishedBatch,
  perform,
  allStepsDone,
  preparedBatch,
  reviewedBatch,
  witness,
} from '../../../test-fixtures/batch-commands.js';
import { ANNA, BEN, QUINN, REASON, signed, startedBatch } from '../../../test-fixtures/batch-fixture.js';
import { isHeld } from '../state/batch.js';

const correct = (
  step: string,
  answer: Extract<BatchCommand, { type: 'CorrectStep' }>['answer'],
  by = ANNA,
): BatchCommand => ({
  type: 'CorrectStep',
  step,
  answer,
  reason: REASON,
  signature: signed(by, 'performed'),
});

describe('[P11-70] witness', () => {
  const waiting = () => startedBatch().given(perform('clearance', check('empty')));

  test('a second person witnesses, also at the session of the first', () => {
    const batch = waiting();
    expect(batch.when(witness('clearance', BEN), { by: ANNA }).answer).toEqual(DONE);
    expect(batch.state().steps.get('clearance')).toMatchObject({ status: 'done', witness: { name: 'Ben' } });
    expect([...batch.state().participants]).toEqual([ANNA.person, BEN.person]);
  });

  test('the person who did the step cannot witness it; the attempt stays on record', () => {
    const batch = waiting();
    const { append, answer } = batch.when(witness('clearance', ANNA), { by: BEN });
    expect(answer).toEqual(refusal('WITNESS_NOT_INDEPENDENT', { name: 'Anna' }));
    expect(append).toMatchObject([
      { type: 'AttemptRefused', step: 'clearance', code: 'WITNESS_NOT_INDEPENDENT' },
      { type: 'ExceptionRaised', class: 'witness_refused', severity: 'minor', step: 'clearance' },
    ]);
    expect(batch.state().steps.get('clearance')?.status).toBe('awaiting_witness');
  });

  test('a signature with another meaning is no witness', () => {
    const command: BatchCommand = { type: 'WitnessStep', step: 'clearance', signature: signed(BEN, 'performed') };
    expect(waiting().when(command).answer).toEqual(refusal('SIGNATURE_REQUIRED', { meaning: 'Witnessed' }));
  });

  test('a step is witnessed once', () => {
    expect(clearedBatch(startedBatch()).when(witness('clearance', QUINN)).answer).toEqual(
      refusal('STEP_NOT_AWAITING_WITNESS'),
    );
  });
});

describe('[T23] correction', () => {
  const entered = () => preparedBatch(startedBatch()).given(perform('viability', entry('95')));

  test('the old value stays beside the new one, with the reason and who gave it', () => {
    const batch = entered().given(correct('viability', entry('94'), BEN), { by: BEN });
    expect(batch.state().steps.get('viability')).toMatchObject({
      status: 'done',
      performedByName: 'Anna',
      outcome: { value: '94' },
      corrected: [{ was: { value: '95' }, byName: 'Ben', reason: REASON }],
    });
    expect(batch.state().exceptions.get('X-1')).toMatchObject({ class: 'correction', severity: 'minor' });
    expect(batch.state().participants.has(BEN.person)).toBe(true);
  });

  test('a corrected value is compared with its limits again', () => {
    const batch = entered().given(correct('viability', entry('60')));
    expect([...batch.state().exceptions.values()].map((exception) => exception.class)).toEqual([
      'correction',
      'out_of_limit',
    ]);
    expect(isHeld(batch.state())).toBe(true);
  });

  test('[INV-7] a witnessed value that is corrected must be witnessed again; the old signatures stay on the old value', () => {
    const batch = clearedBatch(startedBatch()).given(correct('clearance', check('occupied')));
    expect(batch.state().steps.get('clearance')).toMatchObject({
      status: 'awaiting_witness',
      corrected: [{ signature: { name: 'Anna' }, witness: { name: 'Ben' } }],
    });
    expect(batch.state().exceptions.get('X-1')).toMatchObject({ class: 'correction', severity: 'major' });
    expect(batch.when(perform('identity', { kind: 'scan', read: '', byHand: false })).answer).toMatchObject({
      refused: 'STEP_OUT_OF_ORDER',
    });
  });

  test('who corrected a step cannot witness it', () => {
    const batch = clearedBatch(startedBatch()).given(correct('clearance', check('occupied'), BEN), { by: BEN });
    expect(batch.when(witness('clearance', BEN)).answer).toMatchObject({ refused: 'WITNESS_NOT_INDEPENDENT' });
    expect(batch.when(witness('clearance', ANNA)).answer).toMatchObject({ refused: 'WITNESS_NOT_INDEPENDENT' });
    expect(batch.when(witness('clearance', QUINN)).answer).toEqual(DONE);
  });

  test.each([
    ['what is the same already', correct('viability', entry('95')), 'ANSWER_DOES_NOT_FIT'],
    ['a scan', correct('identity', { kind: 'scan', read: 'COI/X', byHand: false }), 'ANSWER_DOES_NOT_FIT'],
    ['a step nobody did', correct('appearance', { kind: 'choice', choice: 'clear' }), 'STEP_NOT_STARTED'],
    ['a step the recipe does not have', correct('nothing', entry('1')), 'STEP_UNKNOWN'],
    ['a text', correct('viability', entry('many')), 'NOT_A_NUMBER'],
  ])('%s cannot be corrected', (_what, command, refused) => {
    const { append, answer } = entered().when(command);
    expect(append).toEqual([]);
    expect(answer).toMatchObject({ refused });
  });

  test('a finished batch can be corrected until it was reviewed', () => {
    expect(finishedBatch(startedBatch()).when(correct('viability', entry('94'))).answer).toEqual(DONE);
    expect(allStepsDone(startedBatch()).when(correct('viability', entry('94'))).answer).toEqual(DONE);
    expect(reviewedBatch(startedBatch()).when(correct('viability', entry('94'))).answer).toMatchObject({
      refused: 'BATCH_STATUS',
    });
  });
});
