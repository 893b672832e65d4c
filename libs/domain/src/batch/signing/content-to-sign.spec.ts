import { describe, expect, test } from '@jest/globals';
import type { Digest } from '../../brand.js';
import type { StepAnswer } from '../command.js';
import {
  assess,
  check,
  choice,
  clearedBatch,
  entry,
  finishedBatch,
  perform,
  preparedBatch,
  scan,
} from '../../../test-fixtures/batch-commands.js';
import {
  ANNA,
  BEN,
  COI,
  factsFor,
  PIA,
  QUINN,
  REASON,
  startedBatch,
  T0,
  type BatchFixture,
} from '../../../test-fixtures/batch-fixture.js';
import { ACTIVITY, PROCESS_RECIPE, performedUpTo } from '../../../test-fixtures/process-recipe.js';
import { SMALL_RECIPE } from '../../../test-fixtures/small-recipe.js';
import { contentToSign, type CommandToSign } from './content-to-sign.js';
import type { SigningContent } from './signing-content.js';
import { signingLines } from './signing-lines.js';

const content = (batch: BatchFixture, command: CommandToSign, by = ANNA): SigningContent =>
  contentToSign(batch.contextFor(factsFor(by, SMALL_RECIPE)), command, meaningOf(command));
const meaningOf = (command: CommandToSign) =>
  (
    ({
      WitnessStep: 'witnessed',
      AssessException: 'assessed',
      CertifyBatch: 'certified',
      ReviewBatch: 'reviewed',
    }) as const
  )[command.type as string] ?? 'performed';

const processed = (): BatchFixture => performedUpTo('nothing').given({ type: 'FinishBatch' });
const viability = (typed: string): CommandToSign => ({ type: 'PerformStep', step: 'viability', answer: entry(typed) });
const answerOf = ({ step }: SigningContent) => step?.answer;

describe('[INV-7] what is signed is what is shown', () => {
  const alarmed = () =>
    finishedBatch(startedBatch()).given({
      type: 'ReportDevice',
      class: 'device_alarm',
      severity: 'major',
      deviation: { detail: 'Lid' },
    });
  const contents: readonly [string, () => SigningContent][] = [
    ['a step', () => content(preparedBatch(startedBatch()), viability('79'))],
    [
      'a witness',
      () =>
        content(
          startedBatch().given(perform('clearance', check('empty'))),
          { type: 'WitnessStep', step: 'clearance' },
          BEN,
        ),
    ],
    ['an assessment', () => content(alarmed(), assess('X-1'), QUINN)],
    ['a review', () => content(alarmed(), { type: 'ReviewBatch' }, QUINN)],
    ['a certificate', () => content(alarmed(), { type: 'CertifyBatch' }, PIA)],
    [
      'a certificate with tests pending',
      () => contentToSign(processed().contextFor(factsFor(PIA, PROCESS_RECIPE)), { type: 'CertifyBatch' }, 'certified'),
    ],
    ['a rejection', () => content(alarmed(), { type: 'RejectBatch', reason: REASON }, PIA)],
  ];

  // Codes that stand for words on the screen, and the ids that name the same things the screen names in words.
  const SHOWN = new Set([
    'format',
    'language',
    'meaning',
    'simulated',
    'person',
    'id',
    'class',
    'severity',
    'disposition',
  ]);

  test.each(contents)('every field of %s is in the lines the signer reads', (_what, make) => {
    const made = make();
    const text = signingLines(made, 'en')
      .map(({ label, value }) => `${label} ${value}`)
      .join('\n');
    JSON.stringify(made, (key, value: unknown) => {
      if (!SHOWN.has(key) && (typeof value === 'string' || typeof value === 'number'))
        expect(text).toContain(String(value));
      return value;
    });
  });

  test.each(contents)('%s is plain JSON without holes, so that its canonical form is one', (_what, make) => {
    const made = make();
    expect(JSON.parse(JSON.stringify(made))).toStrictEqual(made);
  });

  test.each(contents)('%s has its lines in both languages', (_what, make) => {
    const made = make();
    const [en, nl] = [signingLines(made, 'en'), signingLines(made, 'nl')];
    expect(nl).toHaveLength(en.length);
    expect(nl[0]?.label).toBe('Betekenis');
  });
});

describe('what a signature covers', () => {
  test('batch, recipe, signer and the step with its instruction', () => {
    expect(content(preparedBatch(startedBatch()), viability('95'))).toMatchObject({
      meaning: 'performed',
      language: 'en',
      batch: { number: 'B-26-001', coi: COI, orderNumber: 'ORD-1', simulated: true },
      recipe: { code: 'SMALL', version: '1' },
      signer: { name: 'Anna', userName: 'anna' },
      step: { id: 'viability', number: 5, title: 'Enter the viability', instruction: 'Enter the viability.' },
    });
  });

  test('the value as it will be recorded, with its unit and the limit it lies outside', () => {
    expect(answerOf(content(preparedBatch(startedBatch()), viability('79,5')))).toEqual([
      { label: 'Recorded', value: '79.5 %' },
      { label: 'Outside the limit', value: '≥ 90' },
      { label: 'Limits', value: 'alert ≥ 90 · action ≥ 80 · hard ≥ 70' },
    ]);
  });

  test('another value is another content', () => {
    const batch = preparedBatch(startedBatch());
    expect(content(batch, viability('95'))).not.toEqual(content(batch, viability('96')));
  });

  test('an answer that cannot be recorded shows why', () => {
    expect(answerOf(content(preparedBatch(startedBatch()), viability('1.000')))?.[0]?.value).toContain('Choose one');
  });

  test('choices, scans and device values in words', () => {
    const perform = (step: string, answer: Extract<CommandToSign, { type: 'PerformStep' }>['answer']) =>
      answerOf(content(clearedBatch(startedBatch()), { type: 'PerformStep', step, answer }))?.map(({ value }) => value);
    expect(perform('appearance', choice('clumps'))).toEqual(['Clumps']);
    expect(perform('identity', scan(`COI/${COI}`, true))).toEqual([`COI/${COI} (typed)`]);
    expect(perform('temperature', { kind: 'device', value: '38.5', sourceTime: T0 })).toEqual([
      '38.5 °C',
      '36.5–37.5',
      'action 36.5–37.5 · hard 30–40',
      'tempActual',
      T0,
    ]);
    expect(perform('temperature', { kind: 'device', value: 'hot', sourceTime: T0 })?.[0]).toBe('hot °C');
    expect(perform('appearance', entry('1'))).toEqual(['–']);
  });

  test('a witness signs what was recorded, by whom and when, and is no signer before the signature', () => {
    const batch = startedBatch().given(perform('clearance', check('occupied'), { reason: true }));
    const made = content(batch, { type: 'WitnessStep', step: 'clearance' }, BEN);
    expect(made.signer).toBeUndefined();
    expect(answerOf(made)).toEqual([
      { label: 'Recorded', value: 'Bench: occupied' },
      { label: 'By', value: 'Anna' },
      { label: 'At', value: T0 },
      { label: 'X-1', value: 'State found differs from the expected one · Bench · occupied · limit empty' },
    ]);
  });

  test('a correction shows what it replaces and carries its reason', () => {
    const batch = preparedBatch(startedBatch()).given(perform('viability', entry('95')));
    const command: CommandToSign = { type: 'CorrectStep', step: 'viability', answer: entry('94'), reason: REASON };
    expect(answerOf(content(batch, command))).toEqual([
      { label: 'Was', value: '95 %' },
      { label: 'Recorded', value: '94 %' },
      { label: 'Limits', value: 'alert ≥ 90 · action ≥ 80 · hard ≥ 70' },
    ]);
    expect(content(batch, command).reason).toBe(REASON);
  });

  test('a certificate covers the record up to its last entry and every disposition', () => {
    const batch = finishedBatch(startedBatch());
    const before = content(batch, { type: 'CertifyBatch' }, PIA);
    expect(before.record).toEqual({
      lastSeq: batch.events.length,
      steps: 10,
      notApplicable: 0,
      exceptions: { minor: 0, major: 0, critical: 0 },
      dispositions: { accepted: 0, no_impact: 0, confirmed_defect: 0, open: 0 },
    });
    batch.given({ type: 'ReportDevice', class: 'data_gap', severity: 'minor', deviation: {} });
    expect(content(batch, { type: 'CertifyBatch' }, PIA)).not.toEqual(before);
  });

  test('what is not signed has no content', () => {
    expect(() => content(startedBatch(), { type: 'FinishBatch' })).toThrow('not signed');
    expect('d1'.repeat(32) as Digest).toBe(REASON);
  });
});

describe('a certificate while tests are pending', () => {
  const certificate: CommandToSign = { type: 'CertifyBatch' };
  const made = () => contentToSign(processed().contextFor(factsFor(PIA, PROCESS_RECIPE)), certificate, 'certified');

  test('covers the rule, each test and how long after it the result is due', () => {
    expect(made().release).toEqual({
      reference: 'Invented for tests',
      pending: [
        { title: 'Sterility', due: '14 d', reference: 'Ph. Eur. 2.6.1' },
        { title: 'Mycoplasma', due: '7 d', reference: 'Ph. Eur. 2.6.7' },
      ],
    });
    expect(signingLines(made(), 'en')).toContainEqual({
      label: 'Pending test',
      value: 'Sterility · due within 14 d of the certificate · Ph. Eur. 2.6.1',
    });
  });

  test('counts the steps that do not apply apart from those that were recorded', () => {
    expect(made().record).toMatchObject({ steps: 15, notApplicable: 7 });
  });

  test('of a product without the rule says nothing of it', () => {
    expect(content(finishedBatch(startedBatch()), certificate, PIA)).not.toHaveProperty('release');
  });
});

test('a sample and an activity are read before they are signed', () => {
  const lines = (step: string, answer: StepAnswer) =>
    answerOf(
      contentToSign(
        performedUpTo(step).contextFor(factsFor(ANNA, PROCESS_RECIPE)),
        { type: 'PerformStep', step, answer },
        'performed',
      ),
    );
  expect(lines('sample-1', { kind: 'sample', read: 'SMP/B-26-001/SAMPLE-1', byHand: true })).toEqual([
    { label: 'Recorded', value: 'SMP/B-26-001/SAMPLE-1 (typed)' },
    { label: 'Sample needed', value: 'B-26-001/SAMPLE-1' },
  ]);
  expect(lines('wash', { kind: 'activity', value: ACTIVITY, sourceTime: T0 })).toEqual([
    { label: 'Recorded', value: ACTIVITY },
    { label: 'Shown by the device at', value: T0 },
  ]);
});
