import { describe, expect, test } from '@jest/globals';
import type { BatchId, Instant } from '../brand.js';
import { DONE, refusal } from '../refusal.js';
import { clearedBatch, INSTRUCTION_ANSWER, entry, perform, scan } from '../../test-fixtures/batch-commands.js';
import { COI, LOT, REASON, startedBatch, T0, type BatchFixture } from '../../test-fixtures/batch-fixture.js';
import { SMALL_RECIPE } from '../../test-fixtures/small-recipe.js';
import type { Recipe } from '../recipe/recipe.js';

const identified = (): BatchFixture => clearedBatch(startedBatch());
const types = (append: readonly { type: string }[]): readonly string[] => append.map(({ type }) => type);

describe('[INV-8] identity', () => {
  test('the label of this patient is recorded as it was read', () => {
    const batch = identified().given(perform('identity', scan(`COI/${COI}`)));
    expect(batch.state().steps.get('identity')).toMatchObject({
      status: 'done',
      outcome: { kind: 'scan', read: `COI/${COI}`, byHand: false },
    });
  });

  test("another patient's label is refused, stays on record and holds the batch", () => {
    const batch = identified();
    const facts = { scanned: 'NL-0000-9999', expected: COI };
    expect(batch.when(perform('identity', scan('COI/NL-0000-9999')))).toEqual({
      answer: refusal('WRONG_PATIENT', facts),
      append: [
        { type: 'AttemptRefused', v: 1, step: 'identity', code: 'WRONG_PATIENT', facts },
        {
          type: 'ExceptionRaised',
          v: 1,
          exception: 'X-1',
          class: 'identity_mismatch',
          severity: 'critical',
          step: 'identity',
          deviation: { limit: COI, found: 'NL-0000-9999' },
        },
        { type: 'BatchHeld', v: 1, cause: 'X-1' },
      ],
    });
    expect(batch.state().steps.has('identity')).toBe(false);
  });

  test('a scanner that reads the wrong label twice leaves two attempts and one exception', () => {
    const batch = identified();
    batch.when(perform('identity', scan('COI/NL-0000-9999')));
    expect(types(batch.when(perform('identity', scan('COI/NL-0000-9999'))).append)).toEqual(['AttemptRefused']);
    expect(batch.state().exceptions.size).toBe(1);
  });

  test('after a wrong label the right one can be scanned, but what cannot be undone waits', () => {
    const batch = identified();
    batch.when(perform('identity', scan('COI/NL-0000-9999')));
    batch
      .given(perform('identity', scan(`COI/${COI}`)))
      .given(perform('medium', scan('LOT/MEDIUM/TM-1')), { facts: { scanned: { lot: LOT } } })
      .given(perform('device', scan('EQP/PRODIGY-1')))
      .given(perform('viability', entry('95')));
    expect(batch.when(perform('activate', INSTRUCTION_ANSWER)).answer).toEqual(refusal('BATCH_HELD'));
  });

  test('no reason lets a wrong label through', () => {
    const { answer } = identified().when(perform('identity', scan('COI/NL-0000-9999', true), { reason: true }));
    expect(answer).toMatchObject({ refused: 'WRONG_PATIENT' });
  });

  test.each([['LOT/MEDIUM/TM-1'], ['EQP/PRODIGY-1'], ['LOC/CR-1']])('%s is no patient label', (read) => {
    const { append, answer } = identified().when(perform('identity', scan(read)));
    expect(append).toEqual([]);
    expect(answer).toMatchObject({ refused: 'ANSWER_DOES_NOT_FIT' });
  });
});

describe('[T19] typed by hand', () => {
  test('a label typed by hand needs a reason and is counted', () => {
    const batch = identified();
    const command = perform('identity', scan(`COI/${COI}`, true));
    expect(batch.when(command).answer).toMatchObject({ refused: 'REASON_REQUIRED' });
    batch.given(perform('identity', scan(`COI/${COI}`, true), { reason: true }));
    expect(batch.state().exceptions.get('X-1')).toMatchObject({
      class: 'manual_entry',
      severity: 'minor',
      reason: REASON,
    });
  });
});

describe('lots', () => {
  const medium = (lot: typeof LOT | undefined, read = 'LOT/MEDIUM/TM-1') =>
    identified()
      .given(perform('identity', scan(`COI/${COI}`)))
      .when(perform('medium', scan(read)), { facts: { scanned: lot ? { lot } : {} } });

  test('a released lot of the right material is recorded', () => {
    const { append, answer } = medium(LOT);
    expect(answer).toEqual(DONE);
    expect(append[1]).toMatchObject({ outcome: { kind: 'scan', lot: LOT.lot, read: 'LOT/MEDIUM/TM-1' } });
  });

  test.each([
    [
      'of another material',
      { ...LOT, material: 'VECTOR' },
      'LOT/VECTOR/TM-1',
      refusal('WRONG_LOT', { scanned: 'Vector, TM-1', expected: 'Medium' }),
    ],
    [
      'in quarantine',
      { ...LOT, status: 'quarantine' as const },
      'LOT/MEDIUM/TM-1',
      refusal('LOT_NOT_RELEASED', { lot: 'TM-1', status: 'in quarantine' }),
    ],
    [
      'expired at this very moment',
      { ...LOT, expiresAt: T0 },
      'LOT/MEDIUM/TM-1',
      refusal('LOT_EXPIRED', { lot: 'TM-1', expired: '2026-11-23' }),
    ],
    [
      'expired by its own label',
      LOT,
      '01095011015300031726112210TM-1',
      refusal('LOT_EXPIRED', { lot: 'TM-1', expired: '2026-11-22' }),
    ],
  ])('a lot %s is refused, stays on record and raises a major exception', (_what, lot, read, answer) => {
    const decision = medium(lot, read);
    expect(decision.answer).toEqual(answer);
    expect(types(decision.append)).toEqual(['AttemptRefused', 'ExceptionRaised']);
    expect(decision.append[1]).toMatchObject({ class: 'wrong_lot', severity: 'major', step: 'medium' });
  });

  test.each([
    ['nothing in the registers', undefined, 'LOT/MEDIUM/TM-1'],
    ['another number in the registers', { ...LOT, lotNumber: 'TM-2' }, 'LOT/MEDIUM/TM-1'],
    ['a material that is not the register’s', LOT, 'LOT/VECTOR/TM-1'],
    ['no label at all', LOT, 'javascript:alert(1)'],
  ])('a code with %s is not known', (_what, lot, read) => {
    expect(medium(lot, read)).toEqual({ append: [], answer: refusal('CODE_UNKNOWN', { scanned: read }) });
  });
});

describe('equipment', () => {
  const at = (read: string, facts = {}, recipe?: Recipe) =>
    clearedBatch(startedBatch(recipe))
      .given(perform('identity', scan(`COI/${COI}`)))
      .when(perform('device', scan(read)), { facts });

  test('the device the batch is bound to is recorded', () => {
    expect(at('EQP/PRODIGY-1').append[1]).toMatchObject({ outcome: { equipment: '0190-device' } });
  });

  test('another device is refused, stays on record and raises a major exception', () => {
    const { append, answer } = at('EQP/PRODIGY-2');
    expect(answer).toEqual(refusal('WRONG_EQUIPMENT', { scanned: 'PRODIGY-2', expected: 'PRODIGY-1' }));
    expect(append[1]).toMatchObject({ class: 'wrong_equipment', severity: 'major' });
  });

  const withWelder = (scans: 'equipment' | 'place'): Recipe =>
    JSON.parse(JSON.stringify(SMALL_RECIPE), (_key, value: unknown) =>
      typeof value === 'object' && value !== null && 'id' in value && value.id === 'device'
        ? { ...value, scans, ...(scans === 'equipment' && { of: 'sterile-welder' }) }
        : value,
    ) as Recipe;
  const welder = {
    equipment: '0190-welder' as never,
    code: 'WELDER-1',
    capability: 'sterile-welder',
    status: 'available',
  } as const;

  test.each([
    ['an available one of the capability', welder, DONE],
    ['one that is out of service', { ...welder, status: 'out_of_service' as const }, 'DEVICE_NOT_READY'],
    ['one of another batch', { ...welder, batch: 'other' as BatchId }, 'DEVICE_OCCUPIED'],
    ['one of another capability', { ...welder, capability: 'incubator' }, 'WRONG_EQUIPMENT'],
    ['one nobody knows', { ...welder, code: 'WELDER-2' }, 'CODE_UNKNOWN'],
  ])('a step may ask for other equipment: %s', (_what, equipment, answer) => {
    const decision = at('EQP/WELDER-1', { scanned: { equipment } }, withWelder('equipment'));
    expect(decision.answer).toEqual(typeof answer === 'string' ? expect.objectContaining({ refused: answer }) : DONE);
  });

  test('a place is the room the batch runs in', () => {
    expect(at('LOC/CR-1', {}, withWelder('place')).answer).toEqual(DONE);
    expect(at('LOC/CR-2', {}, withWelder('place')).answer).toMatchObject({ refused: 'WRONG_EQUIPMENT' });
  });
});

test('a lot that expires a moment later may still be used', () => {
  const lot = { ...LOT, expiresAt: '2026-11-23T08:00:00.001Z' as Instant };
  const batch = identified().given(perform('identity', scan(`COI/${COI}`)));
  expect(batch.when(perform('medium', scan('LOT/MEDIUM/TM-1')), { facts: { scanned: { lot } } }).answer).toEqual(DONE);
});
