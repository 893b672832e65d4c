import { describe, expect, test } from '@jest/globals';
import { DONE, refusal } from '../../refusal.js';
import { later } from '../../time.js';
import {
  activatedBatch,
  check,
  choice,
  clearedBatch,
  INSTRUCTION_ANSWER,
  entry,
  perform,
  preparedBatch,
  takeTemperature,
} from '../../../test-fixtures/batch-commands.js';
import {
  ANNA,
  BEN,
  HOUR,
  MINUTE,
  readingAt,
  REASON,
  signed,
  startedBatch,
  T0,
} from '../../../test-fixtures/batch-fixture.js';
import { performCorrectly, performedUpTo } from '../../../test-fixtures/process-recipe.js';
import { isHeld } from '../state/batch.js';

const types = (append: readonly { type: string }[]): readonly string[] => append.map(({ type }) => type);

describe('order', () => {
  test('[INV-3] a step waits for the step before it and says which one that is', () => {
    const { append, answer } = startedBatch().when(perform('identity', { kind: 'scan', read: 'x', byHand: false }));
    expect(append).toEqual([]);
    expect(answer).toEqual(refusal('STEP_OUT_OF_ORDER', { first: 'Check the room' }));
  });

  test('[INV-3] a step that awaits its witness is not done, so the next one stays locked', () => {
    const batch = startedBatch().given(perform('clearance', check('empty')));
    expect(batch.when({ type: 'StartStep', step: 'identity' }).answer).toMatchObject({ refused: 'STEP_OUT_OF_ORDER' });
  });

  test('[INV-3] the first step of an operation waits for every last step of the operation before it', () => {
    const batch = clearedBatch(startedBatch());
    expect(batch.when(perform('viability', entry('95'))).answer).toMatchObject({ refused: 'STEP_OUT_OF_ORDER' });
    expect(preparedBatch(startedBatch()).when(perform('viability', entry('95'))).answer).toEqual(DONE);
  });

  test('[INV-2] a step that is done cannot be done again', () => {
    const batch = preparedBatch(startedBatch()).given(perform('viability', entry('95')));
    const again = perform('viability', entry('96'));
    expect(batch.when(again, { by: BEN })).toEqual({
      append: [],
      answer: refusal('STEP_ALREADY_DONE', { name: 'Anna' }),
    });
  });

  test('performing a ready step starts it too', () => {
    const { append } = preparedBatch(startedBatch()).when(perform('viability', entry('95')));
    expect(types(append)).toEqual(['StepStarted', 'StepPerformed']);
  });

  test('a step is started once', () => {
    const batch = preparedBatch(startedBatch()).given({ type: 'StartStep', step: 'viability' });
    expect(batch.when({ type: 'StartStep', step: 'viability' }).answer).toEqual(refusal('STEP_ALREADY_STARTED'));
    expect(types(batch.when(perform('viability', entry('95'))).append)).toEqual(['StepPerformed']);
  });

  test('a step the recipe does not have is refused', () => {
    expect(startedBatch().when(perform('__proto__', INSTRUCTION_ANSWER)).answer).toEqual(
      refusal('STEP_UNKNOWN', { step: '__proto__' }),
    );
  });
});

describe('what is recorded', () => {
  test('an entry keeps what was typed beside its canonical value', () => {
    const { append } = preparedBatch(startedBatch()).when(perform('viability', entry('92,4')));
    expect(append[1]).toMatchObject({ outcome: { kind: 'entry', value: '92.4', unit: '%', typed: '92,4' } });
  });

  test('[T20] "1.000" is asked about and never guessed', () => {
    const { append, answer } = preparedBatch(startedBatch()).when(perform('viability', entry('1.000')));
    expect({ append, answer }).toEqual({
      append: [],
      answer: refusal('NUMBER_UNCLEAR', { typed: '1.000', first: '1', second: '1000' }),
    });
  });

  test.each([
    ['12,34', refusal('TOO_MANY_DECIMALS', { typed: '12,34', decimals: '1' })],
    ['1e5', refusal('NOT_A_NUMBER', { typed: '1e5' })],
    ['', refusal('NOT_A_NUMBER', { typed: '' })],
  ])('the entry "%s" is refused', (typed, answer) => {
    expect(preparedBatch(startedBatch()).when(perform('viability', entry(typed))).answer).toEqual(answer);
  });

  test.each([
    ['89', 'minor', '≥ 90'],
    ['79', 'major', '≥ 80'],
  ])('%s %% asks the reason first and is then recorded with a %s exception', (typed, severity, limit) => {
    const batch = preparedBatch(startedBatch());
    const what = `${typed} % is outside the limit ${limit}.`;
    expect(batch.when(perform('viability', entry(typed)))).toEqual({
      append: [],
      answer: refusal('REASON_REQUIRED', { what }),
    });
    const { append } = batch.when(perform('viability', entry(typed), { reason: true }));
    expect(append[2]).toMatchObject({
      exception: 'X-1',
      class: 'out_of_limit',
      severity,
      step: 'viability',
      deviation: { found: typed, limit, unit: '%' },
      reason: REASON,
    });
    expect(isHeld(batch.state())).toBe(false);
  });

  test('a value past its hard stop is recorded, raises a critical exception and holds the batch', () => {
    const batch = preparedBatch(startedBatch());
    const { append } = batch.when(perform('viability', entry('60'), { reason: true }));
    expect(types(append)).toEqual(['StepStarted', 'StepPerformed', 'ExceptionRaised', 'BatchHeld']);
    expect(append[3]).toMatchObject({ cause: 'X-1' });
    expect(isHeld(batch.state())).toBe(true);
  });

  test('a state other than the expected one asks the reason and raises an exception', () => {
    const batch = startedBatch();
    const what = 'Bench: occupied, expected empty.';
    expect(batch.when(perform('clearance', check('occupied'))).answer).toEqual(refusal('REASON_REQUIRED', { what }));
    batch.given(perform('clearance', check('occupied'), { reason: true }));
    expect(batch.state().exceptions.get('X-1')).toMatchObject({ class: 'unexpected_state', severity: 'major' });
  });

  test.each([[{}], [{ bench: 'empty', more: 'empty' }], [{ bench: 'constructor' }], [{ other: 'empty' }]])(
    'a check answers for every item and no other: %j',
    (states) => {
      const { append, answer } = startedBatch().when(perform('clearance', { kind: 'check', states }));
      expect(append).toEqual([]);
      expect(answer).toMatchObject({ refused: 'ANSWER_DOES_NOT_FIT' });
    },
  );

  test('a deviating choice is as severe as the recipe says', () => {
    const batch = activatedBatch(startedBatch())
      .given({ type: 'StartStep', step: 'label' })
      .advance(31 * MINUTE);
    takeTemperature(batch.given(perform('label', { kind: 'timer' })));
    batch.advance(18 * HOUR).given(perform('transduce', INSTRUCTION_ANSWER));
    expect(batch.when(perform('appearance', choice('leak'))).answer).toMatchObject({ refused: 'REASON_REQUIRED' });
    batch.given(perform('appearance', choice('leak'), { reason: true }));
    expect(batch.state().exceptions.get('X-1')).toMatchObject({ class: 'deviating_choice', severity: 'critical' });
    expect(isHeld(batch.state())).toBe(true);
  });

  test('an answer of another kind does not fit', () => {
    expect(startedBatch().when(perform('clearance', INSTRUCTION_ANSWER)).answer).toMatchObject({
      refused: 'ANSWER_DOES_NOT_FIT',
    });
  });

  test('[P11-70] a step that demands a signature is not recorded without the own signature of who does it', () => {
    const unsigned = { type: 'PerformStep', step: 'clearance', answer: check('empty') } as const;
    const needed = refusal('SIGNATURE_REQUIRED', { meaning: 'Performed' });
    expect(startedBatch().when(unsigned)).toEqual({ append: [], answer: needed });
    expect(startedBatch().when(perform('clearance', check('empty')), { by: BEN }).answer).toEqual(needed);
  });
});

describe('hold', () => {
  const held = () => preparedBatch(startedBatch()).given(perform('viability', entry('60'), { reason: true }));

  test('a hold stops what cannot be undone', () => {
    expect(held().when(perform('activate', INSTRUCTION_ANSWER))).toEqual({ append: [], answer: refusal('BATCH_HELD') });
  });

  test('a hold never stops what can be undone, such as checking and scanning', () => {
    const batch = clearedBatch(startedBatch()).given({ type: 'HoldBatch', reason: REASON });
    expect(batch.when(perform('identity', { kind: 'scan', read: 'COI/NL-7F3K-0042', byHand: false })).answer).toEqual(
      DONE,
    );
  });

  test('a step begun before the hold can still be recorded: what happened, happened', () => {
    const batch = preparedBatch(startedBatch())
      .given(perform('viability', entry('95')))
      .given({ type: 'StartStep', step: 'activate' });
    batch.given({ type: 'HoldBatch', reason: REASON });
    expect(batch.when(perform('activate', INSTRUCTION_ANSWER)).answer).toEqual(DONE);
  });
});

describe('windows', () => {
  const waiting = () => {
    const batch = activatedBatch(startedBatch())
      .given({ type: 'StartStep', step: 'label' })
      .advance(31 * MINUTE);
    return takeTemperature(batch.given(perform('label', { kind: 'timer' })));
  };

  test('a window counts from the moment its anchor was set', () => {
    const timers = activatedBatch(startedBatch()).state().timers;
    expect(timers.get('transduce/window-opens')).toMatchObject({ dueAt: later(T0, 18 * HOUR), status: 'armed' });
    expect(timers.get('transduce/window-closes')).toMatchObject({ dueAt: later(T0, 28 * HOUR), status: 'armed' });
  });

  test('a step is not started before its window opens', () => {
    const { append, answer } = waiting().when(perform('transduce', INSTRUCTION_ANSWER));
    expect({ append, answer }).toEqual({
      append: [],
      answer: refusal('WINDOW_NOT_OPEN', { opens: later(T0, 18 * HOUR) }),
    });
  });

  test('a step may start at the very moment its window opens, and its window timers rest', () => {
    const batch = waiting().advance(18 * HOUR - 31 * MINUTE);
    expect(batch.when(perform('transduce', INSTRUCTION_ANSWER)).answer).toEqual(DONE);
    expect(batch.state().timers.get('transduce/window-closes')?.status).toBe('disarmed');
  });

  test('cells do not wait: after its window a step is done late, and a major exception says so, once', () => {
    const batch = waiting().advance(30 * HOUR);
    const { append } = batch.when({ type: 'StartStep', step: 'transduce' });
    expect(append.find(({ type }) => type === 'ExceptionRaised')).toMatchObject({
      class: 'window_missed',
      severity: 'major',
      deviation: { limit: later(T0, 28 * HOUR) },
    });
    batch.given(perform('transduce', INSTRUCTION_ANSWER));
    expect(batch.state().exceptions.size).toBe(1);
  });
});

describe('device values', () => {
  const device = (value: string, sourceTime = T0) => perform('temperature', { kind: 'device', value, sourceTime });

  test('the reading that was seen is what is recorded, with its own times and status', () => {
    const batch = takeTemperature(activatedBatch(startedBatch()), '37.0');
    expect(batch.state().steps.get('temperature')).toMatchObject({
      outcome: { kind: 'device', value: '37.0', unit: 'Cel', sourceTime: T0, statusCode: 0 },
    });
  });

  test('another reading than the log holds is refused', () => {
    const facts = { reading: readingAt(T0, '37.1') };
    expect(activatedBatch(startedBatch()).when(device('37.0'), { facts }).answer).toEqual(refusal('READING_MOVED'));
  });

  test.each([
    ['none', undefined, 0],
    ['a bad one', { statusCode: 0x80_00_00_00 }, 0],
    ['an uncertain one', { statusCode: 0x40_00_00_00 }, 0],
    ['one that is no number', { value: 'NaN' }, 0],
    ['an old one', {}, 5 * MINUTE + 1],
    ['one of another device', { device: 'other' as never }, 0],
  ])('without a recent good reading nothing is recorded: %s', (_what, change, age) => {
    const batch = activatedBatch(startedBatch()).advance(age);
    const facts = change ? { reading: { ...readingAt(T0), ...change } } : {};
    expect(batch.when(device('37.0'), { facts }).answer).toEqual(refusal('NO_READING', { signal: 'tempActual' }));
  });

  test('on a site clock that runs fast, age is judged by how long a person needs', () => {
    const batch = activatedBatch(startedBatch()).advance(20 * MINUTE);
    const facts = { reading: readingAt(T0), clockRate: 60 };
    expect(batch.when(device('37.0'), { facts }).answer).toEqual(DONE);
  });

  test('a device value outside its limit needs the reason like any other', () => {
    const batch = activatedBatch(startedBatch());
    takeTemperature(batch, '38.2', { reason: true });
    expect(batch.state().exceptions.get('X-1')).toMatchObject({ class: 'out_of_limit', severity: 'major' });
  });
});

describe('a step that the recipe keeps for a role', () => {
  test('is done by somebody who has it', () => {
    expect(performCorrectly(performedUpTo('count'), 'count').state().steps.get('count')).toMatchObject({
      performedByName: 'Qim',
    });
  });

  test('is refused to everybody else, started or done', () => {
    const batch = performedUpTo('count');
    const answer = refusal('NOT_THIS_ROLE', { role: 'QC analyst' });
    expect(batch.when(perform('count', entry('90')))).toEqual({ append: [], answer });
    expect(batch.when({ type: 'StartStep', step: 'count' })).toEqual({ append: [], answer });
  });

  test('is not corrected by another role either', () => {
    const batch = performCorrectly(performedUpTo('count'), 'count');
    const signature = signed(ANNA, 'performed');
    const correction = { type: 'CorrectStep', step: 'count', answer: entry('91'), reason: REASON, signature } as const;
    expect(batch.when(correction).answer).toMatchObject({ refused: 'NOT_THIS_ROLE' });
  });
});
