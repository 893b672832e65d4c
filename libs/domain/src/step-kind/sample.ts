import { figureLine } from './described-outcome.js';
import { sampleNumber } from '../label/sample-number.js';
import { labelText, parseScanCode } from '../label/scan-code.js';
import { fault, usedTwice } from '../recipe-fault.js';
import { refusal } from '../refusal.js';
import type { Text } from '../text.js';
import { rejection, type Rejection } from './interpreted-answer.js';
import { formatLabel, labelFindings, parseLabel, typedByHandText, type LabelAnswer } from './label.js';
import { recordedLine, signedLine } from './signed-line.js';
import type { NamedItem, StepCommon } from './step-common.js';
import type { StepKindRules } from './step-kind.js';

/** A sample is taken and its label scanned: `SMP/<batch number>/<step id in capitals>`, so that no two are mixed up. */
type SampleStep = StepCommon & Readonly<{ kind: 'sample'; container: Text; tests: readonly NamedItem[] }>;
export type SampleKind = Readonly<{
  step: SampleStep;
  answer: Readonly<{ kind: 'sample' } & LabelAnswer>;
  /** `sample` is its number as printed: batch number and step. */
  outcome: Readonly<{ kind: 'sample'; sample: string } & LabelAnswer>;
}>;

const SAMPLE_NEEDED: Text = { en: 'Sample needed', nl: 'Monster nodig' };

export const SAMPLE: StepKindRules<SampleKind> = {
  expectedAnswer: { en: 'it asks to scan the label of a sample.', nl: 'gevraagd is een monsterlabel te scannen.' },
  identifies: true,
  isAnsweredByDevice: () => false,
  neededLabel: ({ id }, { number }) => labelText.sample(sampleNumber(number, id)),
  isSameOutcome: undefined,
  outcomeFields: { sample: 'name', read: 'text', byHand: 'boolean' },
  parseAnswer: (fields) => {
    const label = parseLabel(fields);
    return label ? { kind: 'sample', ...label } : 'a sample needs `read`';
  },
  reasonNeededFor: (_step, answer, language) => typedByHandText(answer, language),
  interpret: ({ batch, language }, step, { read, byHand }) => {
    const label = { read, byHand };
    const sample = sampleNumber(batch.number, step.id);
    const lines = [recordedLine(formatLabel(label, language), language), signedLine(SAMPLE_NEEDED, sample, language)];
    const mismatch = mismatchOf(read, sample, batch.number);
    if (mismatch) return { ...mismatch, lines };
    return { outcome: { kind: 'sample', sample, ...label }, ...labelFindings(label, language), lines };
  },
  formatOutcome: (_step, { read, byHand }, language) => formatLabel({ read, byHand }, language),
  describeOutcome: (_step, { sample, byHand }) => ({
    lines: [figureLine(sample)],
    notes: byHand ? [{ kind: 'byHand' }] : [],
  }),
  faults: ({ tests }, path) =>
    tests.length === 0
      ? [fault(`${path}/tests`, 'A sample is taken for at least one test.', 'Een monster is voor minstens één test.')]
      : usedTwice(tests.map(({ id }, index) => ({ thing: id, path: `${path}/tests/${index}/id` }))),
  numbered: (step, { text }) => ({
    ...step,
    container: text(step.container),
    tests: step.tests.map((test) => ({ ...test, title: text(test.title) })),
  }),
};

/** A sample under a wrong label is a result of somebody else: the attempt stays on record (INV-8). */
function mismatchOf(read: string, sample: string, batchNumber: string): Rejection | undefined {
  const code = parseScanCode(read);
  if (code.kind === 'unknown') return rejection(refusal('CODE_UNKNOWN', { scanned: read }));
  if (code.kind === 'sample' && sampleNumber(code.batch, code.step) === sample) return undefined;
  const expected = labelText.sample(sample);
  // The sample of another batch is another patient's; any other label is the wrong one of this batch.
  const isOtherBatch = code.kind === 'sample' && code.batch !== batchNumber;
  return rejection(refusal('WRONG_SAMPLE', { scanned: read, expected }), {
    class: 'wrong_sample',
    severity: isOtherBatch ? 'critical' : 'major',
    observation: { limit: expected, found: read },
  });
}
