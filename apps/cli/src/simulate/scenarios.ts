import { allOperations, allSteps } from '@autolog/domain/recipe/find';
import type { Recipe } from '@autolog/domain/recipe/recipe';
import { alarmIsRecorded, cutIsKnown } from './device-work.js';
import { harmProduct, readWrongLots } from './mishaps.js';
import type { ScenarioName } from './play.js';
import type { Scenario } from './stage.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const once = { min: 1, max: 1 } as const;

/** At noon of a day of the process, between two feedings; in a shorter recipe six hours after activation. */
const inCulture =
  (day: number, plusMs = 0) =>
  (recipe: Recipe): number => {
    const lastDay = Math.max(0, ...allOperations(recipe).map((operation) => operation.day ?? 0));
    return (lastDay > day ? day * DAY_MS + 12 * HOUR_MS : 6 * HOUR_MS) + plusMs;
  };

const CLEAN: Scenario = {
  name: 'clean',
  says: 'everything goes as the recipe says',
  end: 'certified',
  expects: [],
  happenings: [],
};

const WRONG_LOT: Scenario = {
  name: 'wrong-lot',
  says: 'at the first lot the technician scans a bag of another material, then an expired one, then the right one',
  end: 'certified',
  expects: [
    {
      class: 'wrong_lot',
      severities: ['major'],
      times: { min: 2, max: 2 },
      weighed: {
        disposition: 'no_impact',
        assessment: 'The scan was refused before anything was connected, and the right lot was used. Simulated batch.',
      },
    },
  ],
  happenings: [],
  beforeAnswer: readWrongLots,
};

const CO2_ALARM: Scenario = {
  name: 'co2-alarm',
  says: 'the carbon dioxide supply fails for twenty minutes on day 5 of the culture',
  end: 'certified',
  expects: [
    {
      class: 'device_alarm',
      severities: ['major'],
      times: once,
      weighed: {
        disposition: 'accepted',
        assessment: 'Supply pressure was low for twenty minutes; the bottle was changed and the culture held its gas.',
      },
    },
  ],
  happenings: [
    {
      name: 'supply fails',
      afterMs: inCulture(5),
      happens: async (stage) => {
        await stage.device.alarm('co2_supply_low', true);
        await alarmIsRecorded(stage);
      },
    },
    {
      name: 'supply is back',
      afterMs: inCulture(5, 20 * MINUTE_MS),
      happens: ({ device }) => device.alarm('co2_supply_low', false),
    },
  ],
};

const MISSED_WINDOW: Scenario = {
  name: 'missed-window',
  says: 'the vector is added half an hour after its window has closed',
  end: 'certified',
  expects: [
    {
      class: 'window_missed',
      severities: ['major'],
      times: once,
      weighed: {
        disposition: 'accepted',
        assessment: 'Added thirty minutes late; transduction is judged by the CAR expression of the product.',
      },
    },
    {
      // A device that asks for the vector says so once more when nobody comes.
      class: 'device_alarm',
      severities: ['major'],
      times: { min: 0, max: 1 },
      weighed: {
        disposition: 'accepted',
        assessment: 'The device asked for the vector and was left waiting: the same delay, seen from the device.',
      },
    },
  ],
  happenings: [],
  leftAlone: ({ step, closesAt }, recipe) =>
    closesAt !== undefined && step.id === stepToMiss(recipe) ? Date.parse(closesAt) + 30 * MINUTE_MS : undefined,
};

/** The addition of the vector: what cannot be undone, takes two people and has its time after activation. */
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
  says: 'the device is off the network for twenty minutes and keeps its history, then for two hours and loses it',
  end: 'certified',
  expects: [
    {
      class: 'data_gap',
      severities: ['major'],
      // One cut is told once for each upload that tells of it, which is at most once for each signal.
      times: { min: 1, max: 10 },
      weighed: {
        disposition: 'accepted',
        assessment: 'The device worked on without the network; its own display was normal before and after the gap.',
      },
    },
    {
      // Where the connection takes long to come back, the device adapter says that it is lost.
      class: 'device_alarm',
      severities: ['major'],
      times: { min: 0, max: 2 },
      weighed: { disposition: 'accepted', assessment: 'The alarm is about the same cut of the network.' },
    },
  ],
  happenings: [
    { name: 'cut', afterMs: inCulture(4), happens: ({ device }) => device.network(true) },
    {
      name: 'cut mended',
      afterMs: inCulture(4, 20 * MINUTE_MS),
      happens: async (stage) => {
        await stage.device.network(false);
        await cutIsKnown(stage, { sinceMs: stage.now() - 30 * MINUTE_MS, recovered: true });
      },
    },
    {
      name: 'cut without history',
      afterMs: inCulture(4, 4 * HOUR_MS),
      happens: async ({ device }) => {
        await device.history(false);
        await device.network(true);
      },
    },
    {
      name: 'cut without history mended',
      afterMs: inCulture(4, 6 * HOUR_MS),
      happens: async (stage) => {
        await stage.device.network(false);
        await cutIsKnown(stage, { sinceMs: stage.now() - 3 * HOUR_MS, recovered: false });
        await stage.device.history(true);
      },
    },
  ],
};

const NIGHT_SHIFT: Scenario = {
  name: 'night-shift',
  says: 'the day shift signs out with a step begun, and the night shift goes on with it',
  end: 'certified',
  expects: [],
  happenings: [],
  beforeAnswer: async ({ recipe, crew, once }, { anchors }, { step, operation }) => {
    const [first] = allOperations(recipe).find(({ id }) => id === operation)?.steps ?? [];
    const inside = anchors.length > 0 && first?.id !== step.id;
    if (!inside || !once('hand-over')) return false;
    await crew.handOver();
    return true;
  },
  alsoShows: ({ participants }) =>
    participants.length >= 4 ? undefined : `${participants.length} people took part and both shifts are four`,
};

const LOW_VIABILITY: Scenario = {
  name: 'low-viability',
  says: 'the cells suffer in the harvest, and the product stays below the viability of its specification',
  end: 'rejected',
  rejection: 'The viability of the product is out of specification, confirmed by a second count. Simulated batch.',
  expects: [
    {
      class: 'out_of_limit',
      severities: ['major'],
      steps: /viability/,
      times: once,
      weighed: {
        disposition: 'confirmed_defect',
        assessment: 'Counted twice with the same result: the viability of the product is out of specification.',
      },
    },
    {
      class: 'deviating_choice',
      severities: ['major'],
      steps: /viability/,
      times: once,
      weighed: {
        disposition: 'accepted',
        assessment: 'The product was frozen while the physician is asked; it is not certified. Simulated batch.',
      },
    },
  ],
  happenings: [],
  beforeAnswer: harmProduct,
  // The decision the recipe asks for below specification: the product is kept, and nobody certifies it.
  chooses: ({ id, options }) =>
    /viability/.test(id) ? options.find(({ deviates }) => deviates === 'major')?.id : undefined,
  reason: 'Counted twice with the same result; the cells suffered in the harvest. Quality is told. Simulated batch.',
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
