import type { PersonBy } from '../../by.js';
import { stepNumber, stepOf } from '../../recipe/recipe-index.js';
import type { Recipe, Step } from '../../recipe/recipe.js';
import type { Meaning } from '../../signature.js';
import type { Language } from '../../text.js';
import { interpretAnswer } from '../answer/interpret-answer.js';
import type { BatchCommand } from '../command.js';
import { personOf, type BatchFacts } from '../facts.js';
import { ASSESSMENT_RESULTS, SEVERITIES } from '../../exception/exception.js';
import { formatOutcome } from '../answer/format-outcome.js';
import { formatException } from '../../exception/format-exception.js';
import type { SignedRecord, SigningContent } from './signing-content.js';
import type { SignedLine } from '../../step-kind/signed-line.js';
import { certificateNumberOf, performedOf, type Batch } from '../state/batch.js';
import type { DecisionContext } from '../state/decision-context.js';

/** A command before it is signed: what a challenge is asked over. */
type WithoutSignature<Command> = Command extends unknown ? Omit<Command, 'signature'> : never;
export type CommandToSign = WithoutSignature<BatchCommand>;

/** What the signer is about to sign, made of the command as it would be decided now. */
export function contentToSign(context: DecisionContext, command: CommandToSign, meaning: Meaning): SigningContent {
  const { state, facts } = context;
  const by = personOf(facts);
  const { number, coi, orderNumber, simulated } = state;
  const { code, version } = facts.recipe;
  return {
    format: 'autolog-signing/1',
    meaning,
    language: by.language,
    batch: { number, coi, orderNumber, simulated },
    recipe: { code, version, hash: state.recipeHash },
    ...(meaning !== 'witnessed' && { signer: { person: by.person, name: by.name, userName: by.userName } }),
    ...subjectOf(context, command, by),
  };
}

type SignedSubject = Pick<SigningContent, 'step' | 'exception' | 'record' | 'certificate' | 'release' | 'reason'>;

function subjectOf(context: DecisionContext, command: CommandToSign, by: PersonBy): SignedSubject {
  const { state, facts } = context;
  switch (command.type) {
    case 'PerformStep':
    case 'CorrectStep': {
      const step = stepOf(facts.recipe, command.step);
      const answer = (asked: Step): readonly SignedLine[] => [
        ...(command.type === 'CorrectStep' ? replacedLines(state, asked, by.language) : []),
        ...interpretAnswer(context, asked, command.answer).lines,
      ];
      return {
        ...(step && signedStep(facts, step, by, answer(step))),
        ...(command.reason && { reason: command.reason }),
      };
    }
    case 'WitnessStep': {
      const step = stepOf(facts.recipe, command.step);
      return step ? signedStep(facts, step, by, performedLines(state, step, by.language)) : {};
    }
    case 'AssessException':
      return assessmentSubject(state, command);
    case 'ReviewBatch':
      return { record: recordSummary(state) };
    case 'CertifyBatch':
      return {
        record: recordSummary(state),
        certificate: certificateNumberOf(state),
        ...pendingTests(facts.recipe, by.language),
      };
    case 'RejectBatch':
      return { record: recordSummary(state), reason: command.reason };
    case 'CreateBatch':
    case 'StartBatch':
    case 'StartStep':
    case 'FireTimer':
    case 'ReportDevice':
    case 'HoldBatch':
    case 'ResumeBatch':
    case 'FinishBatch':
    case 'ExportBatch':
      throw new Error(`${command.type} is not signed`);
  }
}

const signedStep = (facts: BatchFacts, step: Step, by: PersonBy, answer: readonly SignedLine[]): SignedSubject => ({
  step: {
    id: step.id,
    number: stepNumber(facts.recipe, step.id),
    title: step.title[by.language],
    instruction: step.instruction[by.language],
    answer,
  },
});

/** What a correction replaces. */
function replacedLines(state: Batch, step: Step, language: Language): readonly SignedLine[] {
  const record = state.steps.get(step.id);
  if (record?.status !== 'done') return [];
  return [{ label: { en: 'Was', nl: 'Was' }[language], value: formatOutcome(step, record.outcome, language) }];
}

/** What the witness saw done: the value as recorded, by whom and when, and what was raised about it. */
function performedLines(state: Batch, step: Step, language: Language): readonly SignedLine[] {
  const record = performedOf(state.steps.get(step.id));
  if (!record) return [];
  const raised = [...state.exceptions.values()].filter((exception) => exception.step === step.id);
  return [
    { label: { en: 'Recorded', nl: 'Vastgelegd' }[language], value: formatOutcome(step, record.outcome, language) },
    { label: { en: 'By', nl: 'Door' }[language], value: record.performedByName ?? '–' },
    { label: { en: 'At', nl: 'Op' }[language], value: record.performedAt },
    ...record.corrected.map(({ was }) => ({
      label: { en: 'Was', nl: 'Was' }[language],
      value: formatOutcome(step, was, language),
    })),
    ...raised.map((exception) => ({
      label: exception.id,
      value: formatException(exception.class, exception.observation, language),
    })),
  ];
}

function assessmentSubject(state: Batch, command: Extract<CommandToSign, { type: 'AssessException' }>): SignedSubject {
  const exception = state.exceptions.get(command.exception);
  if (!exception) return {};
  const { id, severity, observation: deviation } = exception;
  const { disposition, assessment } = command;
  return { exception: { id, class: exception.class, severity, deviation, disposition, assessment } };
}

/**
 * What may still be pending, and how long after the certificate; a duration and no date, for the content must be the
 * same at the moment of signing as when it was read.
 */
function pendingTests({ release }: Recipe, language: Language): Pick<SignedSubject, 'release'> {
  if (!release) return {};
  const pending = release.pending.map(({ title, due, reference }) => ({ title: title[language], due, reference }));
  return { release: { reference: release.reference, pending } };
}

function recordSummary(state: Batch): SignedRecord {
  const all = [...state.exceptions.values()];
  const count = (matches: (exception: (typeof all)[number]) => boolean): number => all.filter(matches).length;
  const notApplicable = [...state.steps.values()].filter(({ status }) => status === 'not_applicable').length;
  const [minor, major, critical] = SEVERITIES.map((severity) => count((known) => known.severity === severity));
  const [accepted, noImpact, defect] = ASSESSMENT_RESULTS.map((disposition) =>
    count((known) => known.assessed?.result === disposition),
  );
  return {
    lastSeq: state.seq,
    steps: state.steps.size - notApplicable,
    notApplicable,
    exceptions: { minor: minor ?? 0, major: major ?? 0, critical: critical ?? 0 },
    dispositions: {
      accepted: accepted ?? 0,
      no_impact: noImpact ?? 0,
      confirmed_defect: defect ?? 0,
      open: count((known) => !known.assessed),
    },
  };
}
