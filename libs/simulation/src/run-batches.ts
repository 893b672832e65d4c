import type { BatchReply, ExceptionLine } from '@autolog/contract/batch';
import type { RecipeReply } from '@autolog/contract/recipe';
import { allOperations } from '@autolog/domain/recipe/recipe-index';
import { RequestRefused } from './http-client.js';
import { siteClockClient } from './site-clock-client.js';
import { ClockCoordinator, type ClockActor } from './clock-coordinator.js';
import { DeviceControl, DeviceControlError } from './device-control.js';
import { isDeviceAssigned, assignDevice } from './operate-device.js';
import { createBatch, effectiveRecipe, registerMissingLots, startBatch } from './setup.js';
import { StaffingError, staffOf, fetchDemoPeople, type Staff } from './staff.js';
import type { BatchRunPlan, RunResult, RunException, RunOptions, SimulatedPerson } from './batch-run-plan.js';
import { processDay, openOperation, runSteps, skipPastActions } from './run-steps.js';
import { releaseOrReject } from './quality.js';
import { SCENARIOS } from './scenarios.js';
import { readBatch, RunError, type RunContext } from './run-context.js';
import { differences } from './compare-with-scenario.js';

const DAY_MS = 86_400_000;

type Simulation = Readonly<{ options: RunOptions; people: readonly SimulatedPerson[]; clock: ClockCoordinator }>;

/**
 * Carries out every batch over HTTP, as the people of a site would, all on one site clock: batches of one device one
 * after the other, of different devices at the same time. Throws where the site itself cannot be used.
 */
export async function runBatches(options: RunOptions): Promise<readonly RunResult[]> {
  const { address, stop, plans } = options;
  const people = options.people ?? (await fetchDemoPeople(address, stop));
  const staff = staffOf(people, address, stop);
  try {
    const clock = new ClockCoordinator(siteClockClient(await staff.withRole('planner')));
    const nowMs = await clock.readSiteTime();
    for (const code of new Set(plans.map(({ recipeCode }) => recipeCode))) {
      const expired = plans.some(({ scenario }) => scenario === 'wrong-lot');
      await registerMissingLots(staff, await effectiveRecipe(staff, code), { nowMs, expired });
    }
    const simulation = { options, people, clock };
    const results = new Map<BatchRunPlan, RunResult>();
    const devices = Map.groupBy(plans, ({ deviceCode }) => deviceCode);
    // All actors join the clock before one waits: it must not run ahead of the others.
    const queues = [...devices.values()].map((queue) => ({ queue, clockActor: clock.join() }));
    await Promise.all(
      queues.map(async ({ queue, clockActor }) => {
        try {
          for (const plan of queue) results.set(plan, await runOne(simulation, plan, clockActor));
        } finally {
          clockActor.leave();
        }
      }),
    );
    return plans.flatMap((plan) => results.get(plan) ?? []);
  } finally {
    await staff.signOut();
  }
}

async function runOne(simulation: Simulation, plan: BatchRunPlan, clockActor: ClockActor): Promise<RunResult> {
  const { options, people } = simulation;
  const began = performance.now();
  const staff = staffOf(people, options.address, options.stop);
  try {
    if (plan.startAt !== undefined) await clockActor.waitUntil(Date.parse(plan.startAt));
    const recipe = await effectiveRecipe(staff, plan.recipeCode);
    const batch = await createBatch(staff, plan, recipe);
    const context = await runContextOf({ simulation, plan, staff, recipe, batch, clockActor });
    const failure = await failureOf(options, () => runToEnd(context));
    const seen = await readBatch(context);
    return { ...runResultOf(context, seen, failure), realSeconds: (performance.now() - began) / 1_000 };
  } finally {
    await staff.signOut();
  }
}

async function runToEnd(context: RunContext): Promise<void> {
  const { staff, batch, plan } = context;
  const found = await readBatch(context);
  if (found.status === 'created') await startBatch(staff, batch, plan);
  const begun = found.status === 'in_process' && (await isDeviceAssigned(context));
  if (begun) await skipPastActions(context, found);
  else if (found.status === 'created' || found.status === 'in_process') await assignDevice(context);
  const seen = await runSteps(context);
  if (seen.status === 'finished' && plan.end !== 'finished') await releaseOrReject(context);
}

const EXPECTED_ERRORS = [RunError, RequestRefused, DeviceControlError, StaffingError] as const;

/** The error of a batch that cannot go on, as a sentence; the other batches go on. Only a stop is thrown. */
async function failureOf({ stop, report }: RunOptions, work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    stop.throwIfAborted();
    if (!(error instanceof Error)) throw error;
    // An unexpected error is a bug: its stack is needed.
    if (!EXPECTED_ERRORS.some((kind) => error instanceof kind)) report(error.stack ?? error.message);
    return error.message;
  }
}

type RunInputs = Readonly<{
  simulation: Simulation;
  plan: BatchRunPlan;
  staff: Staff;
  recipe: RecipeReply;
  batch: string;
  clockActor: ClockActor;
}>;

async function runContextOf({ simulation, plan, staff, recipe, batch, clockActor }: RunInputs): Promise<RunContext> {
  const { options, clock } = simulation;
  const reachedNames = new Set<string>();
  const { number } = await (await staff.technician()).get<BatchReply>(`/api/batches/${batch}`);
  return {
    plan,
    scenario: SCENARIOS[plan.scenario],
    recipe: recipe.content,
    batch,
    batchNumber: number,
    staff,
    device: new DeviceControl(plan.control, options.stop),
    clockActor,
    now: () => clock.now(),
    stop: options.stop,
    reportAction: (seen, action) => reportProgress(simulation, { plan, recipe, seen, action }),
    isFirstTime: (name) => !reachedNames.has(name) && Boolean(reachedNames.add(name)),
  };
}

type ProgressInputs = Readonly<{ plan: BatchRunPlan; recipe: RecipeReply; seen: BatchReply; action: string }>;

function reportProgress({ options, clock }: Simulation, { plan, recipe, seen, action }: ProgressInputs): void {
  const day = processDay({ recipe: recipe.content }, seen);
  const open = openOperation(seen);
  options.onProgress({
    plan,
    batchNumber: seen.number,
    status: seen.status,
    ...(day !== undefined && { day }),
    operation: allOperations(recipe.content).find(({ id }) => id === open)?.title.en ?? '',
    stepsDone: seen.stepsDone,
    stepsTotal: seen.stepsTotal,
    action,
    siteTime: new Date(clock.now()).toISOString(),
    rate: clock.rate,
  });
}

function runResultOf(
  context: RunContext,
  seen: BatchReply,
  failure: string | undefined,
): Omit<RunResult, 'realSeconds'> {
  const { plan } = context;
  const exceptions = seen.exceptions.map(runExceptionOf);
  const begunMs = Date.parse(seen.startedAt ?? seen.createdAt);
  const endedMs = seen.finishedAt === undefined ? context.now() : Date.parse(seen.finishedAt);
  return {
    plan,
    batch: context.batch,
    batchNumber: seen.number,
    status: seen.status,
    exceptions,
    stepsDone: seen.stepsDone,
    stepsTotal: seen.stepsTotal,
    figures: figuresOf(seen),
    siteDays: Math.max(0, endedMs - begunMs) / DAY_MS,
    differences: [
      ...(failure === undefined ? [] : [`the simulation stopped: ${failure}`]),
      ...differencesOf(context, seen, exceptions),
    ],
  };
}

const runExceptionOf = ({ id, class: kind, severity, step, deviation }: ExceptionLine): RunException => ({
  id,
  class: kind,
  severity,
  ...(step && { step: step.id }),
  found: [deviation.found, deviation.unit, deviation.detail].filter((part) => part !== undefined).join(' '),
});

/** A batch that was paused by its plan is as expected, as far as it came. */
function differencesOf(context: RunContext, seen: BatchReply, exceptions: readonly RunException[]): readonly string[] {
  const { plan, scenario } = context;
  if (plan.pauseAt !== undefined && seen.status === 'in_process') return [];
  const wanted = plan.end === 'finished' ? 'finished' : scenario.end;
  const missing = scenario.checkRecord?.(seen);
  return [...differences(scenario, seen.status, wanted, exceptions), ...(missing === undefined ? [] : [missing])];
}

function figuresOf({ steps }: BatchReply): RunResult['figures'] {
  return Object.fromEntries(
    steps.flatMap(({ step, outcome }) =>
      'parameter' in step && outcome && 'value' in outcome
        ? [[step.parameter.id, { value: outcome.value, unit: outcome.unit }]]
        : [],
    ),
  );
}
