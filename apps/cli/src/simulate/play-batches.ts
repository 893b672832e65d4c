import type { BatchReply, ExceptionLine } from '@autolog/contract/batch';
import type { RecipeReply } from '@autolog/contract/recipe';
import { allOperations } from '@autolog/domain/recipe/find';
import { RequestRefused } from '../start/http-client.js';
import { clockDoor } from './clock-door.js';
import { Clockwork, type Seat } from './clockwork.js';
import { Device, DeviceFault } from './device.js';
import { holdsDevice, takeDevice } from './device-work.js';
import { createBatch, effectiveRecipe, layLots, startBatch } from './groundwork.js';
import { CrewFault, crewOf, peopleAtDoor, type Crew } from './people.js';
import type { Play, Played, PlayedException, PlayOptions, PlayPerson } from './play.js';
import { dayOf, openOperation, playSteps, rememberHappened } from './player.js';
import { decideOn } from './quality.js';
import { SCENARIOS } from './scenarios.js';
import { look, PlayFault, type Stage } from './stage.js';
import { differences } from './verdict.js';

const DAY_MS = 86_400_000;

type House = Readonly<{ options: PlayOptions; people: readonly PlayPerson[]; clock: Clockwork }>;

/**
 * Plays every batch to its end over HTTP, as the people of the site would, all on one site clock; batches of one device
 * one after the other, of different devices at once. Throws where the site itself cannot be played on.
 */
export async function playBatches(options: PlayOptions): Promise<readonly Played[]> {
  const { address, stop, plays } = options;
  const people = options.people ?? (await peopleAtDoor(address, stop));
  const crew = crewOf(people, address, stop);
  try {
    const clock = new Clockwork(clockDoor(await crew.as('planner')));
    const nowMs = await clock.look();
    for (const code of new Set(plays.map(({ recipeCode }) => recipeCode))) {
      const expired = plays.some(({ scenario }) => scenario === 'wrong-lot');
      await layLots(crew, await effectiveRecipe(crew, code), { nowMs, expired });
    }
    const house = { options, people, clock };
    const played = new Map<Play, Played>();
    const devices = Map.groupBy(plays, ({ deviceCode }) => deviceCode);
    // Everybody has a place at the clock before anybody rests, so that none begins a day late.
    const queues = [...devices.values()].map((queue) => ({ queue, seat: clock.join() }));
    await Promise.all(
      queues.map(async ({ queue, seat }) => {
        try {
          for (const play of queue) played.set(play, await playOne(house, play, seat));
        } finally {
          seat.leave();
        }
      }),
    );
    return plays.flatMap((play) => played.get(play) ?? []);
  } finally {
    await crew.leave();
  }
}

async function playOne(house: House, play: Play, seat: Seat): Promise<Played> {
  const { options, people } = house;
  const began = performance.now();
  const crew = crewOf(people, options.address, options.stop);
  try {
    if (play.startAt !== undefined) await seat.rest(Date.parse(play.startAt));
    const recipe = await effectiveRecipe(crew, play.recipeCode);
    const batch = await createBatch(crew, play, recipe);
    const stage = await stageOf({ house, play, crew, recipe, batch, seat });
    const fault = await faultOf(options, () => playToEnd(stage));
    const seen = await look(stage);
    return { ...playedOf(stage, seen, fault), realSeconds: (performance.now() - began) / 1_000 };
  } finally {
    await crew.leave();
  }
}

async function playToEnd(stage: Stage): Promise<void> {
  const { crew, batch, play } = stage;
  const found = await look(stage);
  if (found.status === 'created') await startBatch(crew, batch, play);
  const begun = found.status === 'in_process' && (await holdsDevice(stage));
  if (begun) await rememberHappened(stage, found);
  else if (found.status === 'created' || found.status === 'in_process') await takeDevice(stage);
  const seen = await playSteps(stage);
  if (seen.status === 'finished' && play.end !== 'finished') await decideOn(stage);
}

const FORESEEN = [PlayFault, RequestRefused, DeviceFault, CrewFault] as const;

/** One batch that cannot go on is told of; the others go on. Only a stop goes through. */
async function faultOf({ stop, say }: PlayOptions, work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    stop.throwIfAborted();
    if (!(error instanceof Error)) throw error;
    // What nobody foresaw is looked into by somebody who needs to know where it came from.
    if (!FORESEEN.some((kind) => error instanceof kind)) say(error.stack ?? error.message);
    return error.message;
  }
}

type Cast = Readonly<{ house: House; play: Play; crew: Crew; recipe: RecipeReply; batch: string; seat: Seat }>;

async function stageOf({ house, play, crew, recipe, batch, seat }: Cast): Promise<Stage> {
  const { options, clock } = house;
  const happened = new Set<string>();
  const { number } = await (await crew.technician()).get<BatchReply>(`/api/batches/${batch}`);
  return {
    play,
    scenario: SCENARIOS[play.scenario],
    recipe: recipe.content,
    batch,
    batchNumber: number,
    crew,
    device: new Device(play.control, options.stop),
    seat,
    now: () => clock.now(),
    stop: options.stop,
    doing: (seen, what) => tell(house, { play, recipe, seen, what }),
    once: (mishap) => !happened.has(mishap) && Boolean(happened.add(mishap)),
  };
}

type Told = Readonly<{ play: Play; recipe: RecipeReply; seen: BatchReply; what: string }>;

function tell({ options, clock }: House, { play, recipe, seen, what }: Told): void {
  const day = dayOf({ recipe: recipe.content }, seen);
  const open = openOperation(seen);
  options.progress({
    play,
    batchNumber: seen.number,
    status: seen.status,
    ...(day !== undefined && { day }),
    operation: allOperations(recipe.content).find(({ id }) => id === open)?.title.en ?? '',
    stepsDone: seen.stepsDone,
    stepsTotal: seen.stepsTotal,
    doing: what,
    siteTime: new Date(clock.now()).toISOString(),
    rate: clock.rate,
  });
}

function playedOf(stage: Stage, seen: BatchReply, fault: string | undefined): Omit<Played, 'realSeconds'> {
  const { play } = stage;
  const exceptions = seen.exceptions.map(playedException);
  const begunMs = Date.parse(seen.startedAt ?? seen.createdAt);
  const endedMs = seen.finishedAt === undefined ? stage.now() : Date.parse(seen.finishedAt);
  return {
    play,
    batch: stage.batch,
    batchNumber: seen.number,
    status: seen.status,
    exceptions,
    stepsDone: seen.stepsDone,
    stepsTotal: seen.stepsTotal,
    figures: figuresOf(seen),
    siteDays: Math.max(0, endedMs - begunMs) / DAY_MS,
    differences: [...(fault === undefined ? [] : [`the play stopped: ${fault}`]), ...unlike(stage, seen, exceptions)],
  };
}

const playedException = ({ id, class: kind, severity, step, deviation }: ExceptionLine): PlayedException => ({
  id,
  class: kind,
  severity,
  ...(step && { step: step.id }),
  found: [deviation.found, deviation.unit, deviation.detail].filter((part) => part !== undefined).join(' '),
});

/** A batch that was laid down on purpose has kept its promises as far as it came: only what is too much counts. */
function unlike(stage: Stage, seen: BatchReply, exceptions: readonly PlayedException[]): readonly string[] {
  const { play, scenario } = stage;
  if (play.stopAt !== undefined && seen.status === 'in_process') return [];
  const wanted = play.end === 'finished' ? 'finished' : scenario.end;
  const missing = scenario.alsoShows?.(seen);
  return [...differences(scenario, seen.status, wanted, exceptions), ...(missing === undefined ? [] : [missing])];
}

function figuresOf({ steps }: BatchReply): Played['figures'] {
  return Object.fromEntries(
    steps.flatMap(({ step, outcome }) =>
      'parameter' in step && outcome && 'value' in outcome
        ? [[step.parameter.id, { value: outcome.value, unit: outcome.unit }]]
        : [],
    ),
  );
}
