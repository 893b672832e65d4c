import type { Instant } from '../../brand.js';
import { DONE, type Decision } from '../../refusal.js';
import type { BatchCommand } from '../command.js';
import { languageOf, type BatchFacts } from '../facts.js';
import { correctStep } from './decide-correction.js';
import { assessException, holdBatch, reportDevice, resumeBatch } from './decide-exception.js';
import { certifyBatch, finishBatch, rejectBatch, reviewBatch } from './decide-release.js';
import { createBatch, startBatch } from './decide-start.js';
import { performStep, startStep } from './decide-step.js';
import { fireTimer } from './decide-timer.js';
import { witnessStep } from './decide-witness.js';
import type { BatchEvent } from '../event.js';
import { refused } from './refusals.js';
import type { Batch } from '../state/batch.js';

/**
 * Every rule of a batch: what a command appends and how it is answered. Pure; `now` is the site time the appended
 * events will carry. A refusal may append evidence too. Throws only for bugs, such as a timer that fires early.
 */
export function decideBatch(
  state: Batch | undefined,
  command: BatchCommand,
  facts: BatchFacts,
  now: Instant,
): Decision<BatchEvent> {
  if (command.type === 'CreateBatch') return createBatch(state, command, facts);
  const language = languageOf(facts);
  if (!state) return refused('NOT_FOUND', { what: 'batch' });
  const context = { state, facts, now, language };
  switch (command.type) {
    case 'StartBatch':
      return startBatch(context, command);
    case 'StartStep':
      return startStep(context, command);
    case 'PerformStep':
      return performStep(context, command);
    case 'WitnessStep':
      return witnessStep(context, command);
    case 'CorrectStep':
      return correctStep(context, command);
    case 'FireTimer':
      return fireTimer(context, command);
    case 'ReportDevice':
      return reportDevice(context, command);
    case 'AssessException':
      return assessException(context, command);
    case 'HoldBatch':
      return holdBatch(context, command);
    case 'ResumeBatch':
      return resumeBatch(context);
    case 'FinishBatch':
      return finishBatch(context);
    case 'ReviewBatch':
      return reviewBatch(context, command);
    case 'CertifyBatch':
      return certifyBatch(context, command);
    case 'RejectBatch':
      return rejectBatch(context, command);
    case 'ExportBatch':
      return { append: [{ type: 'BatchExported', v: 1, ...command.exported }], answer: DONE };
    default:
      throw new Error(`unknown command ${JSON.stringify(command satisfies never)}`);
  }
}
