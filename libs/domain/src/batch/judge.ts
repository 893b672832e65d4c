import { readScan } from '../material/scan-code.js';
import { blockers, isSettled, readinessOf, windowOf } from '../readiness.js';
import { verdictOf } from '../recipe/condition.js';
import { allSteps, stepOf } from '../recipe/find.js';
import { predecessorsOf } from '../recipe/order.js';
import type { Recipe, Step } from '../recipe/recipe.js';
import type { Refusal, RefusalCode } from '../refusal.js';
import { MEANING_TEXT, type Meaning, type Signature } from '../signature.js';
import { CORRECTABLE } from './decide-correction.js';
import { doersOf } from './decide-witness.js';
import type { BatchEvent, Recorded, Stamp } from './event.js';
import { BATCH_STATUS_TEXT } from './said.js';
import { reopenedBy } from './settle.js';
import { isHeld, startedAtOf, type Batch, type BatchStatus } from './state.js';

type Of<Type extends BatchEvent['type']> = Extract<BatchEvent, { type: Type }>;
type StepEvent = Of<
  'StepStarted' | 'StepPerformed' | 'StepWitnessed' | 'StepCorrected' | 'StepNotApplicable' | 'StepApplicableAgain'
>;
type Clause = string | false | undefined;
type Situation = Readonly<{ state: Batch; stamp: Stamp; recipe: Recipe }>;

const UNDECIDED: readonly BatchStatus[] = ['in_process', 'finished', 'reviewed'];

/**
 * Judges a record that is there already, event by event and in order, by the rules that stand between a command and its
 * events. It knows only what the record itself says: what a register held at that moment, and who held which role, it
 * takes from the events as given.
 */
export class Judge {
  /** Exceptions with which a hold may not be lifted. */
  readonly #holding = new Set<string>();

  constructor(private readonly recipe: Recipe) {}

  /** Every rule that this event breaks where the batch stands so, in clauses with the event as their subject. */
  brokenBy(state: Batch | undefined, { event, stamp }: Recorded<BatchEvent>): readonly string[] {
    this.#weigh(state, event);
    if (!state) return [];
    return this.#clauses({ state, stamp, recipe: this.recipe }, event).filter((clause) => typeof clause === 'string');
  }

  #clauses(situation: Situation, event: BatchEvent): readonly Clause[] {
    const { state, stamp } = situation;
    switch (event.type) {
      case 'StepStarted':
      case 'StepPerformed':
      case 'StepWitnessed':
      case 'StepCorrected':
      case 'StepNotApplicable':
      case 'StepApplicableAgain':
        return stepClauses(situation, event);
      case 'BatchStarted':
        return [notIn(state, 'created')];
      case 'BatchHeld':
        return [notIn(state, ...UNDECIDED)];
      case 'BatchResumed':
        return [notIn(state, ...UNDECIDED), this.#stillHolding()];
      case 'ExceptionRaised':
        return [state.exceptions.has(event.exception) && `raises ${event.exception} a second time`];
      case 'ExceptionAssessed':
        return [
          notIn(state, ...UNDECIDED),
          state.exceptions.get(event.exception)?.assessed && `assesses ${event.exception} a second time`,
          unsigned(event.signature, 'assessed', stamp),
        ];
      case 'TimerFired':
        return [stamp.at < event.dueAt && `came before ${event.dueAt}, when its timer was due`];
      case 'BatchFinished':
      case 'BatchReviewed':
      case 'BatchCertified':
      case 'BatchRejected':
        return decisionClauses(situation, event);
      // Nothing that the record itself says stands against these.
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

  #weigh(state: Batch | undefined, event: BatchEvent): void {
    if (event.type === 'ExceptionRaised' && event.severity === 'critical') this.#holding.add(event.exception);
    if (event.type !== 'ExceptionAssessed' || state?.exceptions.get(event.exception)?.assessed) return;
    if (event.disposition === 'confirmed_defect') this.#holding.add(event.exception);
    else this.#holding.delete(event.exception);
  }

  #stillHolding(): Clause {
    const [first] = this.#holding;
    return first !== undefined && `came while ${first} is critical and not assessed, or a confirmed defect`;
  }
}

function decisionClauses(
  { state, stamp, recipe }: Situation,
  event: Of<'BatchFinished' | 'BatchReviewed' | 'BatchCertified' | 'BatchRejected'>,
): readonly Clause[] {
  switch (event.type) {
    case 'BatchFinished':
      return [...blockers(recipe, state).finish.map(blocked), ...leftOut(recipe, state)];
    case 'BatchReviewed':
      return [...blockers(recipe, state).review.map(blocked), unsigned(event.signature, 'reviewed', stamp)];
    case 'BatchCertified':
      return [
        ...blockers(recipe, state).certify.map(blocked),
        unsigned(event.signature, 'certified', stamp),
        state.participants.has(event.signature.person) && `is by ${event.signature.name}, who took part in the batch`,
      ];
    case 'BatchRejected':
      return [notIn(state, ...UNDECIDED), unsigned(event.signature, 'rejected', stamp)];
  }
}

function stepClauses(situation: Situation, event: StepEvent): readonly Clause[] {
  const { state, recipe } = situation;
  const step = stepOf(recipe, event.step);
  if (!step) return [`is of step ${event.step}, which the recipe does not have`];
  switch (event.type) {
    case 'StepStarted':
      return [notIn(state, 'in_process'), ...startClauses(situation, step)];
    case 'StepPerformed':
      return [notIn(state, 'in_process'), ...performClauses(situation, step, event)];
    case 'StepWitnessed':
      return [notIn(state, 'in_process', 'finished'), ...witnessClauses(situation, step, event.signature)];
    case 'StepCorrected':
      return [notIn(state, 'in_process', 'finished'), ...correctionClauses(situation, step, event)];
    case 'StepNotApplicable':
    case 'StepApplicableAgain':
      return conditionClauses(situation, step, event.type);
  }
}

function startClauses({ state, stamp, recipe }: Situation, step: Step): readonly Clause[] {
  if (state.steps.has(step.id)) return [`starts step ${step.id}, which was begun or left out already`];
  const verdict = conditionOf({ state, recipe }, step);
  const { waitsFor, opensAt } = readinessOf(recipe, state, step, stamp.at);
  return [
    waitsFor[0] !== undefined && `starts step ${step.id} before step ${waitsFor[0]}`,
    opensAt !== undefined && stamp.at < opensAt && `starts step ${step.id} before its window opens at ${opensAt}`,
    'holds' in verdict && !verdict.holds && `starts step ${step.id}, whose condition fails`,
    isHeld(state) && step.irreversible && `starts step ${step.id}, which cannot be undone, while the batch is on hold`,
    isCritical(state) &&
      step.irreversible &&
      `starts step ${step.id}, which cannot be undone, while a critical exception is not assessed`,
  ];
}

/** A critical exception puts the batch on hold by itself, and keeps it there until somebody has weighed it. */
const isCritical = ({ exceptions }: Batch): boolean =>
  [...exceptions.values()].some(({ severity, assessed }) => severity === 'critical' && !assessed);

/** Whatever a correction made apply again is taken back at once: nothing is finished around it. */
function leftOut(recipe: Recipe, state: Batch): readonly Clause[] {
  return allSteps(recipe).map((step) => {
    if (state.steps.get(step.id)?.status !== 'not_applicable') return undefined;
    const verdict = conditionOf({ state, recipe }, step);
    return !('holds' in verdict && !verdict.holds) && `came without step ${step.id}, whose condition does not fail`;
  });
}

const conditionOf = ({ state, recipe }: Pick<Situation, 'state' | 'recipe'>, step: Step) =>
  verdictOf({ state, facts: { recipe }, language: 'en' }, step);

function performClauses(
  { state, stamp, recipe }: Situation,
  step: Step,
  { outcome, awaitsWitness, sets, setAt, signature }: Of<'StepPerformed'>,
): readonly Clause[] {
  const first = unsettledBefore(recipe, state, step);
  const scanned = outcome.kind === 'scan' && step.kind === 'scan' && step.scans === 'patient' && readScan(outcome.read);
  return [
    state.steps.get(step.id)?.status !== 'in_progress' && `records step ${step.id}, which is not in progress`,
    first !== undefined && `records step ${step.id} before step ${first}`,
    outcome.kind !== step.kind && `records for step ${step.id} what such a step does not record`,
    scanned && !(scanned.kind === 'patient' && scanned.coi === state.coi) && 'takes the label of another patient',
    awaitsWitness !== needsWitness(step) && witnessSays(step),
    sets !== step.sets && `sets another moment than step ${step.id} does`,
    setAt !== undefined &&
      !(
        sets !== undefined &&
        outcome.kind === 'activity' &&
        (state.startedAt ?? setAt) <= setAt &&
        setAt <= stamp.at
      ) &&
      `sets at ${setAt} what the device cannot have done then`,
    isLateUnsaid(state, step) && `records step ${step.id}, begun after its window closed, with no exception about it`,
    stamp.person === undefined && `records step ${step.id}, and no person did it`,
    isSigned(step) && unsigned(signature, 'performed', stamp),
  ];
}

function witnessClauses({ state }: Situation, step: Step, signature: Signature): readonly Clause[] {
  const record = state.steps.get(step.id);
  if (record?.status !== 'awaiting_witness') return [`witnesses step ${step.id}, which waits for no witness`];
  return [
    signature.meaning !== 'witnessed' && notSigned('witnessed'),
    doersOf(record).includes(signature.person) && `is by ${signature.name}, who did step ${step.id} or corrected it`,
  ];
}

function correctionClauses(
  { state, stamp }: Situation,
  step: Step,
  { was, now, awaitsWitness, signature }: Of<'StepCorrected'>,
): readonly Clause[] {
  const record = state.steps.get(step.id);
  if (record?.status !== 'done') return [`corrects step ${step.id}, which is not done`];
  return [
    !(CORRECTABLE.includes(step.kind) && now.kind === step.kind) &&
      `corrects step ${step.id} to what such a step cannot be corrected to`,
    JSON.stringify(was) !== JSON.stringify(record.outcome) &&
      `quotes as the old value of step ${step.id} what was not recorded`,
    awaitsWitness !== needsWitness(step) && witnessSays(step),
    isSigned(step) && unsigned(signature, 'performed', stamp),
  ];
}

function conditionClauses(
  { state, recipe }: Situation,
  step: Step,
  type: 'StepNotApplicable' | 'StepApplicableAgain',
): readonly Clause[] {
  const asked = { state, facts: { recipe }, language: 'en' } as const;
  const verdict = conditionOf({ state, recipe }, step);
  const record = state.steps.get(step.id);
  if (type === 'StepApplicableAgain') {
    const before = predecessorsOf(recipe).get(step.id) ?? [];
    return [
      notIn(state, 'in_process'),
      record?.status !== 'not_applicable' && `takes back step ${step.id}, which was not left out`,
      reopenedBy(asked, before, verdict) === undefined &&
        `takes back step ${step.id}, whose condition still does not hold`,
    ];
  }
  const first = unsettledBefore(recipe, state, step);
  return [
    record && `leaves out step ${step.id}, which was begun or left out already`,
    first !== undefined && `leaves out step ${step.id} before step ${first} is settled`,
    !('holds' in verdict && !verdict.holds) && `leaves out step ${step.id}, whose condition does not fail`,
  ];
}

/** Late is not forbidden, since cells do not wait; late without a word about it is. */
function isLateUnsaid(state: Batch, step: Step): boolean {
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
const witnessSays = (step: Step): string =>
  needsWitness(step) ? `makes step ${step.id} wait for no witness` : `makes step ${step.id} wait for a witness in vain`;

const notIn = (state: Batch, ...wanted: readonly BatchStatus[]): Clause =>
  !wanted.includes(state.status) && `came while the batch was ${BATCH_STATUS_TEXT[state.status].en}`;

const notSigned = (meaning: Meaning): string => `is not signed as "${MEANING_TEXT[meaning].en}" by who did it`;
const unsigned = (signature: Signature | undefined, meaning: Meaning, { person }: Stamp): Clause =>
  !(signature?.meaning === meaning && signature.person === person) && notSigned(meaning);

const BLOCKED: Partial<Record<RefusalCode, (facts: Refusal['facts']) => string>> = {
  STEPS_OPEN: ({ count, first }) => `came with ${count ?? ''} steps open, first "${first ?? ''}"`,
  HOLD_NOT_LIFTED: () => 'came while the batch was on hold',
  EXCEPTIONS_OPEN: ({ count, first }) => `came with ${count ?? ''} exceptions not assessed, first ${first ?? ''}`,
  DEFECT_CONFIRMED: ({ exception }) => `came although ${exception ?? ''} was confirmed as a defect`,
  BATCH_STATUS: ({ status }) => `came while the batch was ${status ?? ''}`,
};
const blocked = ({ refused, facts }: Refusal): string => BLOCKED[refused]?.(facts) ?? refused;
