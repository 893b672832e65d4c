import { allOperations, allSteps } from '@autolog/domain/recipe/recipe-index';
import type { Recipe } from '@autolog/domain/recipe/recipe';
import { waitForRecordedAlarm, waitForRecordedCut } from './operate-device.js';
import { lowerProductViability, scanWrongLots } from './faults.js';
import type { ScenarioName } from './batch-run-plan.js';
import type { Scenario } from './run-context.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const exactlyOnce = { min: 1, max: 1 } as const;

/** Noon of a day of the process, between two feedings; in a shorter recipe six hours after activation. */
const inCulture =
  (day: number, plusMs = 0) =>
  (recipe: Recipe): number => {
    const lastDay = Math.max(0, ...allOperations(recipe).map((operation) => operation.day ?? 0));
    return (lastDay > day ? day * DAY_MS + 12 * HOUR_MS : 6 * HOUR_MS) + plusMs;
  };

const CLEAN: Scenario = {
  name: 'clean',
  description: 'everything goes as the recipe says',
  end: 'certified',
  expectedExceptions: [],
  scheduledActions: [],
};

const WRONG_LOT: Scenario = {
  name: 'wrong-lot',
  description:
    'at the first lot the technician scans a bag of another material, then an expired one, then the right one',
  end: 'certified',
  expectedExceptions: [
    {
      class: 'wrong_lot',
      severities: ['major'],
      times: { min: 2, max: 2 },
      assessedAs: {
        disposition: 'no_impact',
        assessment: 'The scan was refused before anything was connected, and the right lot was used. Simulated batch.',
      },
    },
  ],
  scheduledActions: [],
  beforeAnswer: scanWrongLots,
};

const CO2_ALARM: Scenario = {
  name: 'co2-alarm',
  description: 'the carbon dioxide supply fails for twenty minutes on day 5 of the culture',
  end: 'certified',
  expectedExceptions: [
    {
      class: 'device_alarm',
      severities: ['major'],
      times: exactlyOnce,
      assessedAs: {
        disposition: 'accepted',
        assessment:
          'Supply pressure was low for twenty minutes; the bottle was changed and CO2 in the culture stayed stable.',
      },
    },
  ],
  scheduledActions: [
    {
      name: 'supply fails',
      afterMs: inCulture(5),
      perform: async (context) => {
        await context.device.setAlarm('co2_supply_low', true);
        await waitForRecordedAlarm(context);
      },
    },
    {
      name: 'supply is back',
      afterMs: inCulture(5, 20 * MINUTE_MS),
      perform: ({ device }) => device.setAlarm('co2_supply_low', false),
    },
  ],
};

const MISSED_WINDOW: Scenario = {
  name: 'missed-window',
  description: 'the vector is added half an hour after its window has closed',
  end: 'certified',
  expectedExceptions: [
    {
      class: 'window_missed',
      severities: ['major'],
      times: exactlyOnce,
      assessedAs: {
        disposition: 'accepted',
        assessment: 'Added thirty minutes late; transduction is assessed by the CAR expression of the product.',
      },
    },
    {
      // A device that waits for the vector raises an alarm after a while.
      class: 'device_alarm',
      severities: ['major'],
      times: { min: 0, max: 1 },
      assessedAs: {
        disposition: 'accepted',
        assessment: 'The device asked for the vector and was left waiting: the same delay, seen from the device.',
      },
    },
  ],
  scheduledActions: [],
  delayedUntil: ({ step, closesAt }, recipe) =>
    closesAt !== undefined && step.id === stepToMiss(recipe) ? Date.parse(closesAt) + 30 * MINUTE_MS : undefined,
};

/** The addition of the vector: an irreversible step with a witness and a window counted from activation. */
const stepToMiss = (recipe: Recipe): string | undefined =>
  allSteps(recipe).find(
    ({ window, irreversible, signature }) =>
      window?.from === activationOf(recipe) && irreversible && signature === 'performer+witness',
  )?.id;

/** The anchor that process days are counted from. */
export const activationOf = ({ anchors }: Recipe): string | undefined =>
  (anchors.find(({ id }) => id === 'activation') ?? anchors[0])?.id;

const NETWORK_CUT: Scenario = {
  name: 'network-cut',
  description: 'the device is off the network for twenty minutes with its history, then for two hours without it',
  end: 'certified',
  expectedExceptions: [
    {
      class: 'data_gap',
      severities: ['major'],
      // One cut raises an exception for each upload that reports it: at most one for each signal.
      times: { min: 1, max: 10 },
      assessedAs: {
        disposition: 'accepted',
        assessment: 'The device worked on without the network; its own display was normal before and after the gap.',
      },
    },
    {
      // Where the connection takes long to come back, the device adapter raises an alarm.
      class: 'device_alarm',
      severities: ['major'],
      times: { min: 0, max: 2 },
      assessedAs: { disposition: 'accepted', assessment: 'The alarm has the same cause: the network was interrupted.' },
    },
  ],
  scheduledActions: [
    { name: 'network cut', afterMs: inCulture(4), perform: ({ device }) => device.setNetworkCut(true) },
    {
      name: 'network restored',
      afterMs: inCulture(4, 20 * MINUTE_MS),
      perform: async (context) => {
        await context.device.setNetworkCut(false);
        await waitForRecordedCut(context, { sinceMs: context.now() - 30 * MINUTE_MS, recovered: true });
      },
    },
    {
      name: 'network cut without history',
      afterMs: inCulture(4, 4 * HOUR_MS),
      perform: async ({ device }) => {
        await device.setHistoryAvailable(false);
        await device.setNetworkCut(true);
      },
    },
    {
      name: 'network restored without history',
      afterMs: inCulture(4, 6 * HOUR_MS),
      perform: async (context) => {
        await context.device.setNetworkCut(false);
        await waitForRecordedCut(context, { sinceMs: context.now() - 3 * HOUR_MS, recovered: false });
        await context.device.setHistoryAvailable(true);
      },
    },
  ],
};

const NIGHT_SHIFT: Scenario = {
  name: 'night-shift',
  description: 'the day shift signs out in the middle of a step, and the night shift continues it',
  end: 'certified',
  expectedExceptions: [],
  scheduledActions: [],
  beforeAnswer: async ({ recipe, staff, isFirstTime }, { anchors }, { step, operation }) => {
    const [first] = allOperations(recipe).find(({ id }) => id === operation)?.steps ?? [];
    const isInsideOperation = anchors.length > 0 && first?.id !== step.id;
    if (!isInsideOperation || !isFirstTime('hand-over')) return false;
    await staff.handOver();
    return true;
  },
  checkRecord: ({ participants }) =>
    participants.length >= 4 ? undefined : `${participants.length} people took part, and the two shifts are four`,
};

const LOW_VIABILITY: Scenario = {
  name: 'low-viability',
  description: 'the cells lose viability during the harvest, and the product stays below its specification',
  end: 'rejected',
  rejectionReason:
    'The viability of the product is out of specification, confirmed by a second count. Simulated batch.',
  expectedExceptions: [
    {
      class: 'out_of_limit',
      severities: ['major'],
      steps: /viability/,
      times: exactlyOnce,
      assessedAs: {
        disposition: 'confirmed_defect',
        assessment: 'Counted twice with the same result: the viability of the product is out of specification.',
      },
    },
    {
      class: 'deviating_choice',
      severities: ['major'],
      steps: /viability/,
      times: exactlyOnce,
      assessedAs: {
        disposition: 'accepted',
        assessment: 'The product was frozen while the physician is consulted; it is not certified. Simulated batch.',
      },
    },
  ],
  scheduledActions: [],
  beforeAnswer: lowerProductViability,
  // Below specification the recipe demands a decision: the product is frozen and not certified.
  chooses: ({ id, options }) =>
    /viability/.test(id) ? options.find(({ deviates }) => deviates === 'major')?.id : undefined,
  outOfLimitReason:
    'Counted twice with the same result; the cells lost viability. Quality has been informed. Simulated batch.',
};

export const SCENARIOS: Readonly<Record<ScenarioName, Scenario>> = {
  clean: CLEAN,
  'wrong-lot': WRONG_LOT,
  'co2-alarm': CO2_ALARM,
  'low-viability': LOW_VIABILITY,
  'missed-window': MISSED_WINDOW,
  'network-cut': NETWORK_CUT,
  'night-shift': NIGHT_SHIFT,
};
