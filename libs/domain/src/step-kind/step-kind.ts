import type { Instant } from '../brand.js';
import type { Parameter } from '../quantity/parameter.js';
import type { DurationText } from '../quantity/duration.js';
import type { RecipeFault } from '../recipe-fault.js';
import type { Language, Text } from '../text.js';
import type { DescribedOutcome } from './described-outcome.js';
import type { InterpretedAnswer } from './interpreted-answer.js';
import type { StepCommon } from './step-common.js';
import type { StepContext } from './step-context.js';

/** The three types of a kind: the step in the recipe, what a person answers to it, and what is recorded for ever. */
type StepKindTypes = Readonly<{
  step: StepCommon & Readonly<{ kind: string }>;
  answer: Readonly<{ kind: string }>;
  outcome: Readonly<{ kind: string }>;
}>;

/** An answer as it comes over HTTP: the fields of all kinds side by side. */
export type AnswerFields = Readonly<{
  typed?: string;
  choice?: string;
  read?: string;
  byHand?: boolean;
  states?: Readonly<Record<string, string>>;
  value?: string;
  sourceTime?: Instant;
}>;

/** The type of a field of an outcome; the JSON Schema of the event is made of it. */
export type FieldType =
  | 'text'
  | 'name'
  | 'names by name'
  | 'decimal'
  | 'unit'
  | 'id'
  | 'instant'
  | 'boolean'
  | 'true'
  | 'signal'
  | 'whole number';

type IsOptional<Outcome, Field extends keyof Outcome> =
  Partial<Pick<Outcome, Field>> extends Pick<Outcome, Field> ? true : false;

/** Every field of an outcome except its kind; a question mark behind the type marks an optional one. */
type OutcomeFields<Outcome> = {
  readonly [Field in Exclude<keyof Outcome, 'kind'>]-?: IsOptional<Outcome, Field> extends true
    ? `${FieldType}?`
    : FieldType;
};

/** Writes the number of a repetition into a step: `{n}` in texts, and the names of its own figures. */
type StepNumbering = Readonly<{
  text: (text: Text) => Text;
  line: (line: string) => string;
  /** A formula, or the name of one parameter. */
  formula: (formula: string) => string;
  parameter: (parameter: Parameter) => Parameter;
}>;

/** What the labels of a batch are printed from. */
type LabelledBatch = Readonly<{ number: string; coi: string; room?: string; device?: string }>;

/** What of a recipe a step refers to. */
export type RecipeNames = Readonly<{ materials: readonly Readonly<{ code: string; inUse?: DurationText }>[] }>;

/** Everything Autolog knows of one kind of step. */
export type StepKindRules<Kind extends StepKindTypes> = Readonly<{
  /** What such a step asks for, as the end of a refusal: "it asks for a figure." */
  expectedAnswer: Text;
  /** Whether an answer tells whose cells these are: a wrong one is on record as soon as it is read (INV-8). */
  identifies: boolean;
  /** Whether the bound device is asked: which batch it works on, and its reading. */
  isAnsweredByDevice: (step: Kind['step']) => boolean;
  /**
   * What the label that answers such a step says to a scanner, or how that begins where any lot of a material will do;
   * undefined when no label answers it.
   */
  neededLabel: ((step: Kind['step'], batch: LabelledBatch) => string) | undefined;
  /** How an outcome is compared with its correction; undefined when outcomes of this kind cannot be corrected. */
  isSameOutcome: ((was: Kind['outcome'], now: Kind['outcome']) => boolean) | undefined;
  /** The fields of outcomes, for the JSON Schema of the events that hold them. */
  outcomeFields: OutcomeFields<Kind['outcome']>;
  /** The fields that this kind asks for and no others; a sentence in English when one is missing. */
  parseAnswer: (fields: AnswerFields) => Kind['answer'] | string;
  /**
   * The sentence that asks for a reason, as far as step and answer alone show that one is needed: a terminal asks before
   * the signature what the server would ask after it. Undefined when nothing is unusual.
   */
  reasonNeededFor: (step: Kind['step'], answer: Kind['answer'], language: Language) => string | undefined;
  /** What would be recorded, or why it cannot be, with the lines a signature covers. Pure; never throws. */
  interpret: (context: StepContext, step: Kind['step'], answer: Kind['answer']) => InterpretedAnswer<Kind['outcome']>;
  /** An outcome in one line as a person reads it: "92,4 %", "Helder", "Lege ruimte: ja; Werkblad: schoon". */
  formatOutcome: (step: Kind['step'], outcome: Kind['outcome'], language: Language) => string;
  /** An outcome in the lines and notes of a review. */
  describeOutcome: (step: Kind['step'], outcome: Kind['outcome'], language: Language) => DescribedOutcome;
  /** What is wrong with such a step in a recipe, beside what checks of the recipe as a whole find. */
  faults: (step: Kind['step'], path: string, recipe: RecipeNames) => readonly RecipeFault[];
  /** The step as it is in one repetition of its operation. */
  numbered: (step: Kind['step'], numbering: StepNumbering) => Kind['step'];
}>;
