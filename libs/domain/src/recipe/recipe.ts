import type { SignalName } from '../device/signal.js';
import type { Measurand } from '../quantity/measurand.js';
import type { Role } from '../role.js';
import type { Text } from '../text.js';
import type { UnitCode } from '../quantity/unit.js';
import type { DecimalText } from '../quantity/decimal.js';
import type { DurationText } from '../quantity/duration.js';
import type { Limits } from '../quantity/limits.js';

export const SOURCES = ['manual', 'device', 'calculated', 'laboratory'] as const;
export const CRITICALITIES = ['CPP', 'CQA', 'KPP', 'none'] as const;

export type Parameter = Readonly<{
  /** Unique in the recipe; formulas refer to it. Letters, digits, underscore; begins with a letter. */
  id: string;
  title: Text;
  unit: UnitCode;
  /** Digits after the decimal sign that an entry may have at most. */
  decimals: number;
  source: (typeof SOURCES)[number];
  criticality: (typeof CRITICALITIES)[number];
  limits: Limits;
  /** Limits are shown only after the entry, so that the eye does not find what it expects. */
  blind: boolean;
  /** Where the figure comes from: article, guideline, own qualification. */
  reference: string;
  /** What is measured on which material: lets a laboratory, a comparison or a simulated device know what is meant. */
  measures?: Measurand;
}>;

/** A window a step must be started in, measured from an anchor that an earlier step set. */
export type TimeWindow = Readonly<{ from: string; opens: DurationText; closes: DurationText }>;

export const SIGNATURE_REQUIREMENTS = ['none', 'performer', 'performer+witness'] as const;
export type SignatureRequirement = (typeof SIGNATURE_REQUIREMENTS)[number];

/**
 * When a step or an operation is done at all: a formula that answers yes or no over recorded figures, or a choice that
 * was made. Where it does not hold, the record says so and why; the steps behind it go on.
 */
export type Condition = Readonly<{ formula: string } | { step: string; is: readonly string[] }>;

/** Who may perform a step when the recipe says so; without it, whoever may perform steps at all. */
export const PERFORMERS = ['technician', 'qc_analyst'] as const satisfies readonly Role[];
export type Performer = (typeof PERFORMERS)[number];

type StepCommon = Readonly<{
  id: string;
  title: Text;
  instruction: Text;
  /** Steps that must be done first; without it, the step before it in its operation. */
  after?: readonly string[];
  signature: SignatureRequirement;
  /** What cannot be undone waits while the batch is held; feeding, monitoring and stopping never do. */
  irreversible: boolean;
  /** Anchor that is set at the moment this step is performed. */
  sets?: string;
  window?: TimeWindow;
  reference?: string;
  when?: Condition;
  performer?: Performer;
}>;

export type NamedItem = Readonly<{ id: string; title: Text }>;

export type InstructionStep = StepCommon & Readonly<{ kind: 'instruction' }>;
export type EntryStep = StepCommon & Readonly<{ kind: 'entry'; parameter: Parameter }>;
/** Figures for a formula's names, each in the unit of its parameter, and what must come out: the author's own proof. */
export type FormulaTestCase = Readonly<{ given: Readonly<Record<string, DecimalText>>; gives: DecimalText }>;
export type CalculationStep = StepCommon &
  Readonly<{ kind: 'calculation'; parameter: Parameter; formula: string; examples: readonly FormulaTestCase[] }>;
/** An option marked `deviates` may be true and must then be said: it raises an exception of that weight. */
export type ChoiceStepOption = NamedItem & Readonly<{ deviates?: 'minor' | 'major' | 'critical' }>;
export type ChoiceStep = StepCommon & Readonly<{ kind: 'choice'; options: readonly ChoiceStepOption[] }>;
export const SCAN_TARGETS = ['patient', 'lot', 'equipment', 'place'] as const;
/**
 * For a lot, `of` is a material code; for equipment and place it is the capability or the room the batch runs in.
 * `opens` says that a container of the lot is opened here: its time in use begins, or begins again with the next one.
 */
export type ScanStep = StepCommon &
  Readonly<{ kind: 'scan'; scans: (typeof SCAN_TARGETS)[number]; of?: string; opens?: true }>;
export type CheckItem = NamedItem & Readonly<{ states: readonly NamedItem[]; expected: string }>;
/** Each item asks for the state found, never for a tick (T11). */
export type CheckStep = StepCommon & Readonly<{ kind: 'check'; items: readonly CheckItem[] }>;
export type TimerStep = StepCommon & Readonly<{ kind: 'timer'; min: DurationText; max?: DurationText }>;
/** Takes the latest good reading of the bound device; what the person sees is what is recorded. */
export type DeviceStep = StepCommon & Readonly<{ kind: 'device'; signal: SignalName; parameter: Parameter }>;

/** Awaits the device to show this activity: what the log of readings says it showed, and since when, is recorded. */
export type ActivityStep = StepCommon & Readonly<{ kind: 'activity'; activity: string }>;
/** A sample is taken and its label scanned: `SMP/<batch number>/<step id in capitals>`, so that no two are mixed up. */
export type SampleStep = StepCommon & Readonly<{ kind: 'sample'; container: Text; tests: readonly NamedItem[] }>;

export type Step =
  | InstructionStep
  | EntryStep
  | CalculationStep
  | ChoiceStep
  | ScanStep
  | CheckStep
  | TimerStep
  | DeviceStep
  | ActivityStep
  | SampleStep;
export type StepKind = Step['kind'];
export const STEP_KINDS = [
  'instruction',
  'entry',
  'calculation',
  'choice',
  'scan',
  'check',
  'timer',
  'device',
  'activity',
  'sample',
] as const satisfies readonly StepKind[];

/**
 * An operation done `times` times, `every` so long: by day, as a culture is fed. Its windows are written for the first
 * time and move on by `every`; `{n}` in its texts becomes `first`, `first` + 1, …, and its ids end in that number.
 */
export type Repetition = Readonly<{ first: number; times: number; every: DurationText }>;

export type Operation = Readonly<{
  id: string;
  title: Text;
  /** Operations that must be done first; without it, the operation before it. */
  after?: readonly string[];
  /** Day of the process it is planned on, day 0 being the day of activation; boards and screens are laid out by it. */
  day?: number;
  repeat?: Repetition;
  when?: Condition;
  steps: readonly Step[];
}>;
export type UnitProcedure = Readonly<{ id: string; title: Text; operations: readonly Operation[] }>;
/** `inUse` is how long an opened container may be used; the label's own expiry counts as well, whichever comes first. */
export type Material = Readonly<{ code: string; title: Text; inUse?: DurationText }>;

/** A test whose result may be pending when the batch is certified (staged release), and when it is due after that. */
export type PendingTest = Readonly<{ id: string; title: Text; due: DurationText; reference: string }>;
/** Which tests may be pending, and by which rule; a product without the rule has none. */
export type ReleaseRule = Readonly<{ reference: string; pending: readonly PendingTest[] }>;

/** A master batch record (ISA-88 master recipe): procedure → unit procedure → operation → step. */
export type Recipe = Readonly<{
  format: 'autolog-recipe/1';
  code: string;
  version: string;
  title: Text;
  product: Text;
  /** The published or site document this recipe follows. */
  reference: string;
  materials: readonly Material[];
  anchors: readonly NamedItem[];
  /** The capability a device must have for this recipe, e.g. tct-processor. */
  device: string;
  release?: ReleaseRule;
  procedure: readonly UnitProcedure[];
}>;
