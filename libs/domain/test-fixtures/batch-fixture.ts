import type {
  BatchId,
  Digest,
  EquipmentId,
  Instant,
  LotId,
  PersonId,
  RecipeId,
  RoomId,
  SignatureId,
  TherapyId,
} from '../src/brand.js';
import type { PersonBy } from '../src/by.js';
import type { Recipe } from '../src/recipe/recipe.js';
import type { Decision } from '../src/refusal.js';
import type { Role } from '../src/role.js';
import type { Meaning, Signature } from '../src/signature.js';
import { later } from '../src/time.js';
import type { BatchCommand } from '../src/batch/command.js';
import { languageOf, type BatchFacts } from '../src/batch/facts.js';
import type { ReadingFact } from '../src/device/reading-fact.js';
import type { LotFact } from '../src/material/lot-fact.js';
import { decideBatch } from '../src/batch/decide/decide-batch.js';
import type { BatchEvent } from '../src/batch/event.js';
import type { Recorded } from '../src/event.js';
import { evolveBatch } from '../src/batch/state/evolve-batch.js';
import { SMALL_RECIPE } from './small-recipe.js';
import type { Batch } from '../src/batch/state/batch.js';
import type { DecisionContext } from '../src/batch/state/decision-context.js';

/** A batch for tests: a history, a command, the events that follow. Real rules, no fakes. */
export type BatchFixture = Readonly<{
  state: () => Batch;
  now: () => Instant;
  /** What a rule sees, with these facts beside the batch. */
  contextFor: (facts: BatchFacts) => DecisionContext;
  events: readonly Recorded<BatchEvent>[];
  advance: (ms: number) => BatchFixture;
  /** Decides, appends what the decision appends, and gives the decision. */
  when: (command: BatchCommand, more?: CommandOptions) => Decision<BatchEvent>;
  /** As when, for steps of the history: throws on a refusal. */
  given: (command: BatchCommand, more?: CommandOptions) => BatchFixture;
}>;
type CommandOptions = Readonly<{ by?: PersonBy; facts?: Partial<BatchFacts> }>;

export const BATCH = '0190-batch' as BatchId;
export const COI = 'NL-7F3K-0042';
export const T0 = '2026-11-23T08:00:00.000Z' as Instant;
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const REASON = 'd1'.repeat(32) as Digest;
const HASH = 'ab'.repeat(32) as Digest;
const DEVICE = '0190-device' as EquipmentId;
const ROOM = '0190-room' as RoomId;
const THERAPY = '0190-therapy' as TherapyId;
const RECIPE_ID = '0190-recipe' as RecipeId;

const person = (id: string, name: string, role: Role): PersonBy => ({
  kind: 'person',
  person: id as PersonId,
  name,
  userName: name.toLowerCase(),
  roles: [role],
  language: 'en',
});
export const ANNA = person('p-anna', 'Anna', 'technician');
export const BEN = person('p-ben', 'Ben', 'technician');
export const QIM = person('p-qim', 'Qim', 'qc_analyst');
export const QUINN = person('p-quinn', 'Quinn', 'quality_officer');
export const PIA = person('p-pia', 'Pia', 'qualified_person');

export const signed = (by: PersonBy, meaning: Meaning): Signature => ({
  id: `s-${by.name}-${meaning}` as SignatureId,
  person: by.person,
  name: by.name,
  userName: by.userName,
  role: by.roles[0] ?? 'technician',
  meaning,
  at: T0,
  content: HASH,
  language: by.language,
  method: 'password',
});

export const LOT: LotFact = {
  lot: '0190-lot' as LotId,
  material: 'MEDIUM',
  lotNumber: 'TM-1',
  status: 'released',
  expiresAt: '2027-06-30T22:00:00.000Z' as Instant,
};

export const readingAt = (sourceTime: Instant, value = '37.0'): ReadingFact => ({
  device: DEVICE,
  signal: 'tempActual',
  value,
  sourceTime,
  receivedAt: sourceTime,
  statusCode: 0,
});

/** The device shows an activity. */
export const activityReadingAt = (sourceTime: Instant, activity: string): ReadingFact => ({
  ...readingAt(sourceTime, activity),
  signal: 'activityName',
});

export const ORDER = { therapy: THERAPY, coi: COI, orderNumber: 'ORD-1' } as const;

export const factsFor = (by: PersonBy, recipe: Recipe): BatchFacts => ({
  batch: BATCH,
  by,
  recipe,
  recipeHash: HASH,
  recipeEffective: true,
  therapy: ORDER,
  room: { room: ROOM, code: 'CR-1', status: 'clean' },
  device: { equipment: DEVICE, code: 'PRODIGY-1', capability: 'tct-processor', status: 'available' },
});

export const CREATE: BatchCommand = {
  type: 'CreateBatch',
  number: 'B-26-001',
  therapy: THERAPY,
  recipe: RECIPE_ID,
  simulated: true,
};
export const START: BatchCommand = { type: 'StartBatch', room: ROOM, device: DEVICE };

/** Nothing has happened yet. */
export function newBatch(recipe: Recipe = SMALL_RECIPE): BatchFixture {
  let state: Batch | undefined;
  let now = T0;
  const events: Recorded<BatchEvent>[] = [];
  const fixture: BatchFixture = {
    events,
    now: () => now,
    contextFor: (facts) => ({ state: fixture.state(), facts, now, language: languageOf(facts) }),
    state: () => {
      if (!state) throw new Error('the batch was not created yet');
      return state;
    },
    advance: (ms) => {
      now = later(now, ms);
      return fixture;
    },
    when: (command, { by = ANNA, facts } = {}) => {
      const decision = decideBatch(state, command, { ...factsFor(by, recipe), ...facts }, now);
      for (const event of decision.append) {
        const recorded = { event, stamp: { at: now, person: by.person, name: by.name, seq: events.length + 1 } };
        events.push(recorded);
        state = evolveBatch(state, BATCH, recorded);
      }
      return decision;
    },
    given: (command, more) => {
      const { answer } = fixture.when(command, more);
      if (answer.refused) throw new Error(`${command.type} was refused: ${JSON.stringify(answer)}`);
      return fixture;
    },
  };
  return fixture;
}

export const createdBatch = (recipe?: Recipe): BatchFixture => newBatch(recipe).given(CREATE);
/** Started, nothing done. */
export const startedBatch = (recipe?: Recipe): BatchFixture => createdBatch(recipe).given(START);
