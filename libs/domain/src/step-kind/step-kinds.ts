import { ACTIVITY, type ActivityKind } from './activity.js';
import { CALCULATION, type CalculationKind } from './calculation.js';
import { CHECK, type CheckKind } from './check.js';
import { CHOICE, type ChoiceKind } from './choice.js';
import { DEVICE, type DeviceKind } from './device.js';
import { ENTRY, type EntryKind } from './entry.js';
import { INSTRUCTION, type InstructionKind } from './instruction.js';
import { SAMPLE, type SampleKind } from './sample.js';
import { SCAN, type ScanKind } from './scan.js';
import type { StepKindRules } from './step-kind.js';
import { TIMER, type TimerKind } from './timer.js';

/** The closed list of step kinds, each with its types. */
type StepKinds = Readonly<{
  instruction: InstructionKind;
  entry: EntryKind;
  calculation: CalculationKind;
  choice: ChoiceKind;
  scan: ScanKind;
  check: CheckKind;
  timer: TimerKind;
  device: DeviceKind;
  activity: ActivityKind;
  sample: SampleKind;
}>;

export type StepKind = keyof StepKinds;
export type StepOf<Kind extends StepKind> = StepKinds[Kind]['step'];
export type AnswerOf<Kind extends StepKind> = StepKinds[Kind]['answer'];
export type OutcomeOf<Kind extends StepKind> = StepKinds[Kind]['outcome'];

/** The rules of every kind: a kind without them, or with a rule missing, does not compile. */
export const STEP_KIND_RULES: Readonly<{ [Kind in StepKind]: StepKindRules<StepKinds[Kind]> }> = {
  instruction: INSTRUCTION,
  entry: ENTRY,
  calculation: CALCULATION,
  choice: CHOICE,
  scan: SCAN,
  check: CHECK,
  timer: TIMER,
  device: DEVICE,
  activity: ACTIVITY,
  sample: SAMPLE,
};

export const STEP_KINDS = Object.keys(STEP_KIND_RULES) as readonly StepKind[];
export const isStepKind = (text: string): text is StepKind => Object.hasOwn(STEP_KIND_RULES, text);

/** Whether what such a step recorded can be corrected afterwards. */
export const isCorrectable = (kind: StepKind): boolean => STEP_KIND_RULES[kind].isSameOutcome !== undefined;

/** Whether a scanned label answers such a step. */
export const isScanned = (kind: StepKind): boolean => STEP_KIND_RULES[kind].neededLabel !== undefined;

/** Any kind: its step, its answer and its outcome belong to one kind, which the caller has compared. */
type AnyStepKind = Readonly<{ step: StepOf<StepKind>; answer: AnswerOf<StepKind>; outcome: OutcomeOf<StepKind> }>;

/**
 * The rules of a kind that is known at run time only. The compiler cannot see that step, answer and outcome are of the
 * same kind: call them with those of `kind` only.
 */
export const rulesOf = (kind: StepKind): StepKindRules<AnyStepKind> =>
  STEP_KIND_RULES[kind] as unknown as StepKindRules<AnyStepKind>;
