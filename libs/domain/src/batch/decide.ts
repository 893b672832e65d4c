import type { Instant } from '../brand.js';
import { DONE, type Decision } from '../refusal.js';
import type { BatchCommand, Facts } from './command.js';
import { correctStep } from './decide-correction.js';
import { assessException, holdBatch, reportDevice, resumeBatch } from './decide-exception.js';
import { certifyBatch, finishBatch, rejectBatch, reviewBatch } from './decide-release.js';
import { createBatch, startBatch } from './decide-start.js';
import { performStep, startStep } from './decide-step.js';
import { fireTimer } from './decide-timer.js';
import { witnessStep } from './decide-witness.js';
import type { BatchEvent } from './event.js';
import { languageOf, refused } from './situation.js';
import type { Batch } from './state.js';

/**
 * Every rule of a batch: what a command appends and how it is answered. Pure; `now` is the site time the appended
 * events will carry. A refusal may append evidence too. Throws only for bugs, such as a timer that fires early.
 */
export function decideBatch(
  state: Batch | undefined,
  command: BatchCommand,
  facts: Facts,
  now: Instant,
): Decision<BatchEvent> {
  if (command.type === 'CreateBatch') return createBatch(state, command, facts);
  const language = languageOf(facts);
  if (!state) return refused('NOT_FOUND', { what: 'batch' });
  const situation = { state, facts, now, language };
  switch (command.type) {
    case 'StartBatch':
      return startBatch(situation, command);
    case 'StartStep':
      return startStep(situation, command);
    case 'PerformStep':
      return performStep(situation, command);
    case 'WitnessStep':
      return witnessStep(situation, command);
    case 'CorrectStep':
      return correctStep(situation, command);
    case 'FireTimer':
      return fireTimer(situation, command);
    case 'ReportDevice':
      return reportDevice(situation, command);
    case 'AssessException':
      return assessException(situation, command);
    case 'HoldBatch':
      return holdBatch(situation, command);
    case 'ResumeBatch':
      return resumeBatch(situation);
    case 'FinishBatch':
      return finishBatch(situation);
    case 'ReviewBatch':
      return reviewBatch(situation, command);
    case 'CertifyBatch':
      return certifyBatch(situation, command);
    case 'RejectBatch':
      return rejectBatch(situation, command);
    case 'ExportBatch':
      return { append: [{ type: 'BatchExported', v: 1, ...command.exported }], answer: DONE };
    default:
      throw new Error(`unknown command ${JSON.stringify(command satisfies never)}`);
  }
}
