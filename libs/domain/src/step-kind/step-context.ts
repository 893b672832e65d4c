import type { BatchId, EquipmentId, Instant, LotId } from '../brand.js';
import type { ReadingFact } from '../device/reading-fact.js';
import type { EquipmentFact } from '../equipment/equipment-fact.js';
import type { Figure } from '../formula/formula.js';
import type { LotFact } from '../material/lot-fact.js';
import type { DurationText } from '../quantity/duration.js';
import type { Language, Text } from '../text.js';

/** The figure that was recorded for a parameter, or why there is none. */
export type RecordedFigure =
  Readonly<{ figure: Figure }> | Readonly<{ missing: 'not recorded' | 'not applicable'; title: Text }>;

/**
 * What the interpretation of an answer rests on: of the batch, of its recipe, and of the registers and the device log
 * what a kind of step needs. Times are site time.
 */
export type StepContext = Readonly<{
  now: Instant;
  /** Of the person who answers: sentences in a refusal are in it. */
  language: Language;
  batch: Readonly<{
    id: BatchId;
    number: string;
    coi: string;
    room?: Readonly<{ code: string }>;
    device?: Readonly<{ id: EquipmentId; code: string }>;
    /** When the container in use was opened, by lot. */
    opened: ReadonlyMap<LotId, Instant>;
  }>;
  recipe: Readonly<{
    /** The capability of the device that the batch is bound to. */
    device: string;
    materials: readonly Readonly<{ code: string; title: Text; inUse?: DurationText }>[];
  }>;
  facts: Readonly<{
    /** What the scanned code stands for in the registers, if anything. */
    scanned?: Readonly<{ lot?: LotFact; equipment?: EquipmentFact }>;
    reading?: ReadingFact;
    deviceBatch?: string;
    readingBatch?: string;
    clockRate?: number;
  }>;
  /** When a step was started; undefined before that. */
  startedAtOf: (step: string) => Instant | undefined;
  figureOf: (parameter: string) => RecordedFigure;
  /** Steps that are neither done nor left out. */
  openSteps: () => readonly Readonly<{ kind: string }>[];
}>;
