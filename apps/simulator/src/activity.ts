import type { CellVolume, Treatment } from './cells/cells.js';

/** States a closed cell processor shows (the canonical deviceState). */
export type DeviceState =
  | 'Off'
  | 'Idle'
  | 'SelfTest'
  | 'Setup'
  | 'IntegrityTest'
  | 'Priming'
  | 'Running'
  | 'WaitingOperator'
  | 'Paused'
  | 'Error'
  | 'Complete';

/** What the chamber is brought to. */
export type Chamber = Readonly<{ tempSet: number; co2Set: number; rotorSpeed: number; pumpSpeed: number }>;

/** What the device does at one time, and what its sensors then show. */
export type Activity = Chamber &
  Readonly<{
    name: string;
    state: DeviceState;
    /** Volume in the chamber when the activity ends, in mL; absent where it stays as it is. */
    volumeTo?: number | CellVolume;
    /** Before the activity begins, the device asks this and waits. */
    prompt?: string;
    /** The chamber while it waits for an answer; without it, its own with nothing turning. */
    waits?: Chamber;
    /** Site minutes it takes when nobody says otherwise; absent: until the next activity. */
    minutes?: number;
    /** What it does to the cells. */
    treats?: Treatment;
  }>;

/** Millilitres that one revolution of the pump moves. */
export const ML_PER_REVOLUTION = 0.25;
const pumping = (millilitres: number, minutes: number) =>
  ({ pumpSpeed: millilitres / minutes / ML_PER_REVOLUTION, minutes }) as const;

const SELECTION = { tempSet: 12, co2Set: 0, rotorSpeed: 0 } as const;
const CULTURE = { tempSet: 37, co2Set: 5, rotorSpeed: 0, pumpSpeed: 0 } as const;
const SHAKEN = { ...CULTURE, rotorSpeed: 60 } as const;
const AT_REST = { tempSet: 21, co2Set: 0, rotorSpeed: 0, pumpSpeed: 0 } as const;
const running = <Name extends string>(name: Name) => ({ name, state: 'Running' }) as const;

export const IDLE: Activity = { name: 'Idle', state: 'Idle', ...AT_REST };
export const COMPLETE: Activity = { name: 'Complete', state: 'Complete', ...AT_REST };

const SELF_TEST: Activity = { name: 'Self test', state: 'SelfTest', ...AT_REST, minutes: 10 };
const PRIME: Activity = { name: 'Prime', state: 'Priming', ...SELECTION, pumpSpeed: 60, minutes: 30 };
const LOAD: Activity = {
  ...running('Load'),
  ...SELECTION,
  pumpSpeed: 40,
  volumeTo: 'apheresis',
  prompt: 'Connect the apheresis bag.',
  minutes: 30,
};
const SET_PROMPT = 'Install the tubing set and close the lid.';
const PRODUCT_PROMPT = 'Connect the product bag.';

/** What can be started by hand, and what the short programs are made of. */
const BY_HAND: readonly Activity[] = [
  IDLE,
  { name: 'Off', state: 'Off', ...AT_REST },
  SELF_TEST,
  { name: 'Setup', state: 'Setup', ...AT_REST, prompt: SET_PROMPT, minutes: 20 },
  PRIME,
  LOAD,
  { ...running('Label'), ...SELECTION, pumpSpeed: 10, minutes: 30 },
  {
    ...running('Wash'),
    ...SELECTION,
    rotorSpeed: 2_000,
    pumpSpeed: 60,
    minutes: 40,
    treats: { kind: 'renew', replaces: 0.9 },
  },
  {
    ...running('Elute'),
    ...SELECTION,
    pumpSpeed: 30,
    volumeTo: 'fraction',
    minutes: 20,
    treats: { kind: 'enrich' },
  },
  { ...running('Culture static'), ...CULTURE, volumeTo: 100, treats: { kind: 'culture' } },
  { ...running('Culture shaking'), ...SHAKEN, volumeTo: 200, treats: { kind: 'renew', replaces: 0 } },
  {
    ...running('Harvest'),
    ...SELECTION,
    tempSet: 20,
    pumpSpeed: 50,
    volumeTo: 0,
    prompt: PRODUCT_PROMPT,
    waits: CULTURE,
    minutes: 60,
    treats: { kind: 'harvest' },
  },
];

export const SELECTION_DAY: readonly Activity[] = [
  SELF_TEST,
  { name: 'Tubing set installation', state: 'Setup', ...AT_REST, prompt: SET_PROMPT, minutes: 20 },
  { name: 'Integrity test', state: 'IntegrityTest', ...AT_REST, pumpSpeed: 20, minutes: 20 },
  PRIME,
  LOAD,
  { ...running('Platelet wash'), ...SELECTION, rotorSpeed: 2_000, ...pumping(300, 30), volumeTo: 95 },
  { ...running('Bead labelling'), ...SELECTION, rotorSpeed: 60, ...pumping(15, 30), volumeTo: 110 },
  { ...running('Enrichment wash'), ...SELECTION, rotorSpeed: 2_000, ...pumping(400, 40), volumeTo: 100 },
  { ...running('Selection'), ...SELECTION, ...pumping(200, 45), volumeTo: 40 },
  { ...running('Elution'), ...SELECTION, ...pumping(100, 20), volumeTo: 'fraction', treats: { kind: 'enrich' } },
  {
    ...running('Seeding'),
    ...CULTURE,
    ...pumping(90, 15),
    volumeTo: 70,
    prompt: 'Enter the seeding volume and connect the bag for the remaining cells.',
    waits: { ...SELECTION, pumpSpeed: 0 },
    treats: { kind: 'seed' },
  },
  {
    ...running('Activation'),
    ...CULTURE,
    ...pumping(10, 10),
    prompt: 'Connect the activation reagent (TransAct).',
    treats: { kind: 'activate' },
  },
];

export const TRANSDUCTION: Activity = {
  ...running('Transduction'),
  ...CULTURE,
  ...pumping(30, 30),
  volumeTo: 100,
  prompt: 'Connect the vector.',
  treats: { kind: 'transduce' },
};
export const WASH_DAY_3: Activity = {
  ...running('Culture wash day 3'),
  ...CULTURE,
  rotorSpeed: 1_500,
  ...pumping(230, 60),
  volumeTo: 140,
  treats: { kind: 'renew', replaces: 0.9 },
};
export const FEED_DAY_4: Activity = {
  ...running('Feed day 4'),
  ...CULTURE,
  ...pumping(40, 20),
  volumeTo: 180,
  treats: { kind: 'renew', replaces: 0 },
};
export const HARVEST_DAY_12: Activity = {
  ...running('Harvest wash day 12'),
  ...SELECTION,
  tempSet: 20,
  rotorSpeed: 1_500,
  ...pumping(600, 90),
  volumeTo: 'product',
  prompt: PRODUCT_PROMPT,
  waits: SHAKEN,
  treats: { kind: 'harvest' },
};
export const FORMULATION_DAY_12: Activity = {
  ...running('Formulation day 12'),
  ...SELECTION,
  tempSet: 20,
  ...pumping(100, 30),
  volumeTo: 0,
};
export const staticOnDay = (day: number): Activity => ({ ...running(`Culture static day ${day}`), ...CULTURE });
export const shakingOnDay = (day: number): Activity => ({ ...running(`Culture shaking day ${day}`), ...SHAKEN });
/** Day 5 takes out half of 180 mL and fills up to 240; from then on three quarters of it go each day. */
export const exchangeOnDay = (day: number): Activity => ({
  ...running(`Exchange day ${day}`),
  ...CULTURE,
  ...pumping(day === 5 ? 240 : 360, 45),
  volumeTo: 240,
  treats: { kind: 'renew', replaces: day === 5 ? 0.5 : 0.75 },
});

export const EXCHANGE_DAYS = [5, 6, 7, 8, 9, 10, 11] as const;
export const ACTIVITIES: readonly Activity[] = [
  ...BY_HAND,
  ...SELECTION_DAY.filter((one) => !BY_HAND.includes(one)),
  staticOnDay(0),
  TRANSDUCTION,
  staticOnDay(1),
  WASH_DAY_3,
  shakingOnDay(3),
  FEED_DAY_4,
  shakingOnDay(4),
  ...EXCHANGE_DAYS.flatMap((day) => [exchangeOnDay(day), shakingOnDay(day)]),
  HARVEST_DAY_12,
  FORMULATION_DAY_12,
];

export const activityNamed = (name: string): Activity | undefined => ACTIVITIES.find((one) => one.name === name);
