import type { DurationText } from '../quantity/duration.js';
import type { Role } from '../role.js';
import type { Text } from '../text.js';

/** A window a step must be started in, measured from an anchor that an earlier step set. */
export type TimeWindow = Readonly<{ from: string; opens: DurationText; closes: DurationText }>;

export type SignatureRequirement = 'none' | 'performer' | 'performer+witness';

/**
 * When a step or an operation is done at all: a formula that answers yes or no over recorded figures, or a choice that
 * was made. Where it does not hold, the record gives the reason and the steps behind it go on.
 */
export type Condition = Readonly<{ formula: string } | { step: string; is: readonly string[] }>;

/** Who may perform a step when the recipe names a role; without it, whoever may perform steps at all. */
export const PERFORMERS = ['technician', 'qc_analyst'] as const satisfies readonly Role[];
export type Performer = (typeof PERFORMERS)[number];

/** What a step of every kind has. */
export type StepCommon = Readonly<{
  id: string;
  title: Text;
  instruction: Text;
  /** Steps that must be done first; without it, the step before it in its operation. */
  after?: readonly string[];
  signature: SignatureRequirement;
  /** A step that cannot be undone waits while the batch is on hold; feeding, monitoring and stopping never do. */
  irreversible: boolean;
  /** Anchor that is set at the moment this step is performed. */
  sets?: string;
  window?: TimeWindow;
  reference?: string;
  when?: Condition;
  performer?: Performer;
}>;

export type NamedItem = Readonly<{ id: string; title: Text }>;
