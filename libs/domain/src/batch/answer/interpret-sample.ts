import { labelText, parseScanCode } from '../../label/scan-code.js';
import type { SampleStep } from '../../recipe/recipe.js';
import { refusal } from '../../refusal.js';
import { acceptLabel } from './interpret-scan.js';
import { rejectAnswer, type InterpretedAnswer } from './interpreted-answer.js';
import type { DecisionContext } from '../state/decision-context.js';
import { sampleNumber } from '../../label/sample-number.js';

/** A sample under a wrong label is a result of somebody else: the attempt stays on record (INV-8). */
export function interpretSample(
  { state, language }: DecisionContext,
  step: SampleStep,
  { read, byHand }: Readonly<{ read: string; byHand: boolean }>,
): InterpretedAnswer {
  const code = parseScanCode(read);
  const sample = sampleNumber(state.number, step.id);
  const expected = labelText.sample(sample);
  if (code.kind === 'unknown') return rejectAnswer(refusal('CODE_UNKNOWN', { scanned: read }));
  if (code.kind === 'sample' && sampleNumber(code.batch, code.step) === sample) {
    return acceptLabel({ kind: 'sample', sample, read, byHand }, language);
  }
  // The sample of another batch is another patient's; any other label is the wrong one of this batch.
  const isOtherBatch = code.kind === 'sample' && code.batch !== state.number;
  return rejectAnswer(refusal('WRONG_SAMPLE', { scanned: read, expected }), {
    class: 'wrong_sample',
    severity: isOtherBatch ? 'critical' : 'major',
    observation: { limit: expected, found: read },
  });
}
