import type { BatchId, Digest, TherapyId } from '../brand.js';
import type { By, PersonBy } from '../by.js';
import type { ReadingFact } from '../device/reading-fact.js';
import type { EquipmentFact } from '../equipment/equipment-fact.js';
import type { LotFact } from '../material/lot-fact.js';
import type { Recipe } from '../recipe/recipe.js';
import type { RoomFact } from '../room/room-fact.js';
import type { Language } from '../text.js';

/** What a decision depends on beside the batch itself; read and locked inside its transaction. */
export type BatchFacts = Readonly<{
  batch: BatchId;
  by: By;
  recipe: Recipe;
  recipeHash: Digest;
  recipeEffective: boolean;
  therapy?: Readonly<{ therapy: TherapyId; coi: string; orderNumber: string; batch?: BatchId }>;
  room?: RoomFact;
  device?: EquipmentFact;
  /** What the scanned code stands for in the registers, if anything. */
  scanned?: Readonly<{ lot?: LotFact; equipment?: EquipmentFact; room?: RoomFact }>;
  /** The latest reading of the signal a device step asks for; for an activity step the newest that showed it. */
  reading?: ReadingFact;
  /** The batch that the bound device reports (supervisoryJobId); absent when it reports none (INV-8). */
  deviceBatch?: string;
  /** The batch that the device reported when it showed the reading. */
  readingBatch?: string;
  /** Site seconds in one real second; 1 unless the site clock is simulated. Lateness is measured in real time. */
  clockRate?: number;
}>;

/** Titles and states inside a refusal are in the language of the person who reads it. */
export const languageOf = (facts: BatchFacts): Language => (facts.by.kind === 'person' ? facts.by.language : 'en');

/** The person who acts. Throws for a part of Autolog: no adapter and no timer performs, signs or decides. */
export function personOf(facts: BatchFacts): PersonBy {
  if (facts.by.kind !== 'person') throw new Error(`${facts.by.part} cannot do what only a person may do`);
  return facts.by;
}
