import type { DurationText } from '../quantity/duration.js';
import type { Condition, NamedItem } from '../step-kind/step-common.js';
import type { StepKind, StepOf } from '../step-kind/step-kinds.js';
import type { Text } from '../text.js';

/** A step of any kind; what is known of a kind is in step-kind/<kind>.ts. */
export type Step = StepOf<StepKind>;

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
  /** Day of the process it is planned on, day 0 being the day of activation; screens order operations by it. */
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
