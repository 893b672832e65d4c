import { parseScanCode } from '../../label/scan-code.js';
import { blockers, isSettled, readinessOf, windowOf } from '../state/readiness.js';
import { evaluateConditions } from '../state/condition.js';
import { allSteps, stepOf } from '../../recipe/recipe-index.js';
import { predecessorsOf } from '../../recipe/order.js';
import type { Recipe, Step } from '../../recipe/recipe.js';
import type { Refusal, RefusalCode } from '../../refusal.js';
import { MEANING_TEXT, type Meaning, type Signature } from '../../signature.js';
import { stepParticipants } from '../decide/decide-witness.js';
import { isCorrectable } from '../../step-kind/step-kinds.js';
import type { Recorded, Stamp } from '../../event.js';
import type { BatchEvent, BatchEventOf } from '../event.js';
import { BATCH_STATUS_TEXT } from '../state/batch-status-text.js';
import { reasonToReopen } from '../decide/resolve-conditions.js';
import { isHeld, startedAtOf, type Batch, type BatchStatus } from '../state/batch.js';

type StepEvent = BatchEventOf<
  'StepStarted' | 'StepPerformed' | 'StepWitnessed' | 'StepCorrected' | 'StepNotApplicable' | 'StepApplicableAgain'
>;
type Violation = string | false | undefined;
type VerificationContext = Readonly<{ state: Batch; stamp: Stamp; recipe: Recipe }>;

const OPEN_STATUSES: readonly BatchStatus[] = ['in_process', 'finished', 'reviewed'];

/**
 * Verifies an existing record event by event, in order, by the rules that decide on commands. It knows the record alone:
 * what a register contained at that moment, and who had which role, it takes from the events as given.
 */
export class RecordVerifier {
  /** Exceptions with which a hold may not be lifted. */
  readonly #blockingExceptions = new Set<string>();

  constructor(private readonly recipe: Recipe) {}

  /** Every rule that this event breaks in this state of the batch, in clauses with the event as their subject. */
  violationsOf(state: Batch | undefined, { event, stamp }: Recorded<BatchEvent>): readonly string[] {
    this.#trackException(state, event);
    if (!state) return [];
    return this.#violations({ state, stamp, recipe: this.recipe }, event).filter(
      (violation) => typeof violation === 'string',
    );
  }

  #violations(context: VerificationContext, event: BatchEvent): readonly Violation[] {
    const { state, stamp } = context;
    switch (event.type) {
      case 'StepStarted':
      case 'StepPerformed':
      case 'StepWitnessed':
      case 'StepCorrected':
      case 'StepNotApplicable':
      case 'StepApplicableAgain':
        return stepViolations(context, event);
      case 'BatchStarted':
        return [wrongStatus(state, 'created')];
      case 'BatchHeld':
        return [wrongStatus(state, ...OPEN_STATUSES)];
      case 'BatchResumed':
        return [wrongStatus(state, ...OPEN_STATUSES), this.#exceptionStillBlocking()];
      case 'ExceptionRaised':
        return [state.exceptions.has(event.exception) && `raises ${event.exception} a second time`];
      case 'ExceptionAssessed':
        return [
          wrongStatus(state, ...OPEN_STATUSES),
          state.exceptions.get(event.exception)?.assessed && `assesses ${event.exception} a second time`,
          signatureViolation(event.signature, 'assessed', stamp),
        ];
      case 'TimerFired':
        return [stamp.at < event.dueAt && `came before ${event.dueAt}, when its timer was due`];
      case 'BatchFinished':
      case 'BatchReviewed':
      case 'BatchCertified':
      case 'BatchRejected':
        return decisionViolations(context, event);
      // No rule that the record alone can show is broken by these.
      case 'BatchCreated':
      case 'DeviceBound':
      case 'DeviceReleased':
      case 'TimerArmed':
      case 'TimerDisarmed':
      case 'AttemptRefused':
      case 'BatchExported':
        return [];
    }
  }

  #trackException(state: Batch | undefined, event: BatchEvent): void {
    if (event.type === 'ExceptionRaised' && event.severity === 'critical')
      this.#blockingExceptions.add(event.exception);
    if (event.type !== 'ExceptionAssessed' || state?.exceptions.get(event.exception)?.assessed) return;
    if (event.disposition === 'confirmed_defect') this.#blockingExceptions.add(event.exception);
    else this.#blockingExceptions.delete(event.exception);
  }

  #exceptionStillBlocking(): Violation {
    const [first] = this.#blockingExceptions;
    return first !== undefined && `came while ${first} is critical and not assessed, or a confirmed defect`;
  }
}

function decisionViolations(
  { state, stamp, recipe }: VerificationContext,
  event: BatchEventOf<'BatchFinished' | 'BatchReviewed' | 'BatchCertified' | 'BatchRejected'>,
): readonly Violation[] {
  switch (event.type) {
    case 'BatchFinished':
      return [...blockers(recipe, state).finish.map(blockerViolation), ...leftOutViolations(recipe, state)];
    case 'BatchReviewed':
      return [
        ...blockers(recipe, state).review.map(blockerViolation),
        signatureViolation(event.signature, 'reviewed', stamp),
      ];
    case 'BatchCertified':
      return [
        ...blockers(recipe, state).certify.map(blockerViolation),
        signatureViolation(event.signature, 'certified', stamp),
        state.participants.has(event.signature.person) && `is by ${event.signature.name}, who took part in the batch`,
      ];
    case 'BatchRejected':
      return [wrongStatus(state, ...OPEN_STATUSES), signatureViolation(event.signature, 'rejected', stamp)];
  }
}

function stepViolations(context: VerificationContext, event: StepEvent): readonly Violation[] {
  const { state, recipe } = context;
  const step = stepOf(recipe, event.step);
  if (!step) return [`is of step ${event.step}, which the recipe does not have`];
  switch (event.type) {
    case 'StepStarted':
      return [wrongStatus(state, 'in_process'), ...startViolations(context, step)];
    case 'StepPerformed':
      return [wrongStatus(state, 'in_process'), ...performViolations(context, step, event)];
    case 'StepWitnessed':
      return [wrongStatus(state, 'in_process', 'finished'), ...witnessViolations(context, step, event.signature)];
    case 'StepCorrected':
      return [wrongStatus(state, 'in_process', 'finished'), ...correctionViolations(context, step, event)];
    case 'StepNotApplicable':
    case 'StepApplicableAgain':
      return conditionViolations(context, step, event.type);
  }
}

function startViolations({ state, stamp, recipe }: VerificationContext, step: Step): readonly Violation[] {
  if (state.steps.has(step.id)) return [`starts step ${step.id}, which was begun or left out already`];
  const result = conditionResultOf({ state, recipe }, step);
  const { waitsFor, opensAt } = readinessOf(recipe, state, step, stamp.at);
  return [
    waitsFor[0] !== undefined && `starts step ${step.id} before step ${waitsFor[0]}`,
    opensAt !== undefined && stamp.at < opensAt && `starts step ${step.id} before its window opens at ${opensAt}`,
    'holds' in result && !result.holds && `starts step ${step.id}, whose condition fails`,
    isHeld(state) && step.irreversible && `starts step ${step.id}, which cannot be undone, while the batch is on hold`,
    hasOpenCriticalException(state) &&
      step.irreversible &&
      `starts step ${step.id}, which cannot be undone, while a critical exception is not assessed`,
  ];
}

/** A critical exception puts the batch on hold by itself, and keeps it there until it is assessed. */
const hasOpenCriticalException = ({ exceptions }: Batch): boolean =>
  [...exceptions.values()].some(({ severity, assessed }) => severity === 'critical' && !assessed);

/** Whatever a correction made apply again is taken back at once: nothing is finished around it. */
function leftOutViolations(recipe: Recipe, state: Batch): readonly Violation[] {
  return allSteps(recipe).map((step) => {
    if (state.steps.get(step.id)?.status !== 'not_applicable') return undefined;
    const result = conditionResultOf({ state, recipe }, step);
    return !('holds' in result && !result.holds) && `came without step ${step.id}, whose condition does not fail`;
  });
}

const conditionResultOf = ({ state, recipe }: Pick<VerificationContext, 'state' | 'recipe'>, step: Step) =>
  evaluateConditions({ state, facts: { recipe }, language: 'en' }, step);

function performViolations(
  { state, stamp, recipe }: VerificationContext,
  step: Step,
  { outcome, awaitsWitness, sets, setAt, signature }: BatchEventOf<'StepPerformed'>,
): readonly Violation[] {
  const first = unsettledBefore(recipe, state, step);
  const scanned =
    outcome.kind === 'scan' && step.kind === 'scan' && step.scans === 'patient' && parseScanCode(outcome.read);
  return [
    state.steps.get(step.id)?.status !== 'in_progress' && `records step ${step.id}, which is not in progress`,
    first !== undefined && `records step ${step.id} before step ${first}`,
    outcome.kind !== step.kind && `records for step ${step.id} what such a step does not record`,
    scanned && !(scanned.kind === 'patient' && scanned.coi === state.coi) && 'takes the label of another patient',
    awaitsWitness !== needsWitness(step) && witnessViolation(step),
    sets !== step.sets && `sets another moment than step ${step.id} does`,
    setAt !== undefined &&
      !(
        sets !== undefined &&
        outcome.kind === 'activity' &&
        (state.startedAt ?? setAt) <= setAt &&
        setAt <= stamp.at
      ) &&
      `sets at ${setAt} what the device cannot have done then`,
    isLateWithoutException(state, step) &&
      `records step ${step.id}, begun after its window closed, with no exception about it`,
    stamp.person === undefined && `records step ${step.id}, and no person did it`,
    isSigned(step) && signatureViolation(signature, 'performed', stamp),
  ];
}

function witnessViolations({ state }: VerificationContext, step: Step, signature: Signature): readonly Violation[] {
  const record = state.steps.get(step.id);
  if (record?.status !== 'awaiting_witness') return [`witnesses step ${step.id}, which is not waiting for a witness`];
  return [
    signature.meaning !== 'witnessed' && notSigned('witnessed'),
    stepParticipants(record).includes(signature.person) &&
      `is by ${signature.name}, who did step ${step.id} or corrected it`,
  ];
}

function correctionViolations(
  { state, stamp }: VerificationContext,
  step: Step,
  { was, now, awaitsWitness, signature }: BatchEventOf<'StepCorrected'>,
): readonly Violation[] {
  const record = state.steps.get(step.id);
  if (record?.status !== 'done') return [`corrects step ${step.id}, which is not done`];
  return [
    !(isCorrectable(step.kind) && now.kind === step.kind) &&
      `corrects step ${step.id} to what such a step cannot be corrected to`,
    JSON.stringify(was) !== JSON.stringify(record.outcome) &&
      `quotes as the old value of step ${step.id} what was not recorded`,
    awaitsWitness !== needsWitness(step) && witnessViolation(step),
    isSigned(step) && signatureViolation(signature, 'performed', stamp),
  ];
}

function conditionViolations(
  { state, recipe }: VerificationContext,
  step: Step,
  type: 'StepNotApplicable' | 'StepApplicableAgain',
): readonly Violation[] {
  const context = { state, facts: { recipe }, language: 'en' } as const;
  const result = conditionResultOf({ state, recipe }, step);
  const record = state.steps.get(step.id);
  if (type === 'StepApplicableAgain') {
    const before = predecessorsOf(recipe).get(step.id) ?? [];
    return [
      wrongStatus(state, 'in_process'),
      record?.status !== 'not_applicable' && `takes back step ${step.id}, which was not left out`,
      reasonToReopen(context, before, result) === undefined &&
        `takes back step ${step.id}, whose condition still does not hold`,
    ];
  }
  const first = unsettledBefore(recipe, state, step);
  return [
    record && `leaves out step ${step.id}, which was begun or left out already`,
    first !== undefined && `leaves out step ${step.id} before step ${first} is settled`,
    !('holds' in result && !result.holds) && `leaves out step ${step.id}, whose condition does not fail`,
  ];
}

/** Late is not forbidden, since cells do not wait; late without an exception is. */
function isLateWithoutException(state: Batch, step: Step): boolean {
  const startedAt = startedAtOf(state, step.id);
  const closesAt = windowOf(state, step)?.closesAt;
  if (startedAt === undefined || closesAt === undefined || startedAt <= closesAt) return false;
  return ![...state.exceptions.values()].some((one) => one.class === 'window_missed' && one.step === step.id);
}

const unsettledBefore = (recipe: Recipe, state: Batch, step: Step): string | undefined =>
  predecessorsOf(recipe)
    .get(step.id)
    ?.find((id) => !isSettled(state, id));

const isSigned = ({ signature }: Step): boolean => signature !== 'none';
const needsWitness = ({ signature }: Step): boolean => signature === 'performer+witness';
const witnessViolation = (step: Step): string =>
  needsWitness(step)
    ? `does not make step ${step.id} wait for its witness`
    : `makes step ${step.id} wait for a witness that it does not need`;

const wrongStatus = (state: Batch, ...wanted: readonly BatchStatus[]): Violation =>
  !wanted.includes(state.status) && `came while the batch was ${BATCH_STATUS_TEXT[state.status].en}`;

const notSigned = (meaning: Meaning): string => `is not signed as "${MEANING_TEXT[meaning].en}" by who did it`;
const signatureViolation = (signature: Signature | undefined, meaning: Meaning, { person }: Stamp): Violation =>
  !(signature?.meaning === meaning && signature.person === person) && notSigned(meaning);

const BLOCKER_TEXT: Partial<Record<RefusalCode, (facts: Refusal['facts']) => string>> = {
  STEPS_OPEN: ({ count, first }) => `came with ${count ?? ''} steps open, first "${first ?? ''}"`,
  HOLD_NOT_LIFTED: () => 'came while the batch was on hold',
  EXCEPTIONS_OPEN: ({ count, first }) => `came with ${count ?? ''} exceptions not assessed, first ${first ?? ''}`,
  DEFECT_CONFIRMED: ({ exception }) => `came although ${exception ?? ''} was confirmed as a defect`,
  BATCH_STATUS: ({ status }) => `came while the batch was ${status ?? ''}`,
};
const blockerViolation = ({ refused, facts }: Refusal): string => BLOCKER_TEXT[refused]?.(facts) ?? refused;
