import type { CellVolume, Treatment } from './cells/cells.js';

/** States of a closed cell processor (the canonical signal deviceState). */
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

/** The set values of the chamber. */
export type ChamberSettings = Readonly<{ tempSet: number; co2Set: number; rotorSpeed: number; pumpSpeed: number }>;

/** One activity of the device, with the chamber settings during it. */
export type Activity = ChamberSettings &
  Readonly<{
    name: string;
    state: DeviceState;
    /** Volume in the chamber when the activity ends, in mL; absent where it does not change. */
    finalVolume?: number | CellVolume;
    /** The device shows this prompt and waits before the activity begins. */
    prompt?: string;
    /** The chamber while it waits; absent: the activity's own settings with the motors stopped. */
    chamberWhileWaiting?: ChamberSettings;
    /** Duration in site minutes unless another is given; absent: until the next activity. */
    minutes?: number;
    /** What the activity does to the cells. */
    treatment?: Treatment;
  }>;

/** Millilitres per revolution of the pump. */
export const ML_PER_REVOLUTION = 0.25;
const pumping = (millilitres: number, minutes: number) =>
  ({ pumpSpeed: millilitres / minutes / ML_PER_REVOLUTION, minutes }) as const;

const SELECTION = { tempSet: 12, co2Set: 0, rotorSpeed: 0 } as const;
const CULTURE = { tempSet: 37, co2Set: 5, rotorSpeed: 0, pumpSpeed: 0 } as const;
const SHAKEN = { ...CULTURE, rotorSpeed: 60 } as const;
const CHAMBER_OFF = { tempSet: 21, co2Set: 0, rotorSpeed: 0, pumpSpeed: 0 } as const;
const running = <Name extends string>(name: Name) => ({ name, state: 'Running' }) as const;

export const IDLE: Activity = { name: 'Idle', state: 'Idle', ...CHAMBER_OFF };
export const COMPLETE: Activity = { name: 'Complete', state: 'Complete', ...CHAMBER_OFF };

const SELF_TEST: Activity = { name: 'Self test', state: 'SelfTest', ...CHAMBER_OFF, minutes: 10 };
const PRIME: Activity = { name: 'Prime', state: 'Priming', ...SELECTION, pumpSpeed: 60, minutes: 30 };
const LOAD: Activity = {
  ...running('Load'),
  ...SELECTION,
  pumpSpeed: 40,
  finalVolume: 'apheresis',
  prompt: 'Connect the apheresis bag.',
  minutes: 30,
};
const SET_PROMPT = 'Install the tubing set and close the lid.';
const PRODUCT_PROMPT = 'Connect the product bag.';

/** Activities that can be started by hand; the short programs consist of them. */
const MANUAL_ACTIVITIES: readonly Activity[] = [
  IDLE,
  { name: 'Off', state: 'Off', ...CHAMBER_OFF },
  SELF_TEST,
  { name: 'Setup', state: 'Setup', ...CHAMBER_OFF, prompt: SET_PROMPT, minutes: 20 },
  PRIME,
  LOAD,
  { ...running('Label'), ...SELECTION, pumpSpeed: 10, minutes: 30 },
  {
    ...running('Wash'),
    ...SELECTION,
    rotorSpeed: 2_000,
    pumpSpeed: 60,
    minutes: 40,
    treatment: { kind: 'renew', replaces: 0.9 },
  },
  {
    ...running('Elute'),
    ...SELECTION,
    pumpSpeed: 30,
    finalVolume: 'fraction',
    minutes: 20,
    treatment: { kind: 'enrich' },
  },
  { ...running('Culture static'), ...CULTURE, finalVolume: 100, treatment: { kind: 'culture' } },
  { ...running('Culture shaking'), ...SHAKEN, finalVolume: 200, treatment: { kind: 'renew', replaces: 0 } },
  {
    ...running('Harvest'),
    ...SELECTION,
    tempSet: 20,
    pumpSpeed: 50,
    finalVolume: 0,
    prompt: PRODUCT_PROMPT,
    chamberWhileWaiting: CULTURE,
    minutes: 60,
    treatment: { kind: 'harvest' },
  },
];

export const SELECTION_DAY: readonly Activity[] = [
  SELF_TEST,
  { name: 'Tubing set installation', state: 'Setup', ...CHAMBER_OFF, prompt: SET_PROMPT, minutes: 20 },
  { name: 'Integrity test', state: 'IntegrityTest', ...CHAMBER_OFF, pumpSpeed: 20, minutes: 20 },
  PRIME,
  LOAD,
  { ...running('Platelet wash'), ...SELECTION, rotorSpeed: 2_000, ...pumping(300, 30), finalVolume: 95 },
  { ...running('Bead labelling'), ...SELECTION, rotorSpeed: 60, ...pumping(15, 30), finalVolume: 110 },
  { ...running('Enrichment wash'), ...SELECTION, rotorSpeed: 2_000, ...pumping(400, 40), finalVolume: 100 },
  { ...running('Selection'), ...SELECTION, ...pumping(200, 45), finalVolume: 40 },
  { ...running('Elution'), ...SELECTION, ...pumping(100, 20), finalVolume: 'fraction', treatment: { kind: 'enrich' } },
  {
    ...running('Seeding'),
    ...CULTURE,
    ...pumping(90, 15),
    finalVolume: 70,
    prompt: 'Enter the seeding volume and connect the bag for the remaining cells.',
    chamberWhileWaiting: { ...SELECTION, pumpSpeed: 0 },
    treatment: { kind: 'seed' },
  },
  {
    ...running('Activation'),
    ...CULTURE,
    ...pumping(10, 10),
    prompt: 'Connect the activation reagent (TransAct).',
    treatment: { kind: 'activate' },
  },
];

export const TRANSDUCTION: Activity = {
  ...running('Transduction'),
  ...CULTURE,
  ...pumping(30, 30),
  finalVolume: 100,
  prompt: 'Connect the vector.',
  treatment: { kind: 'transduce' },
};
export const WASH_DAY_3: Activity = {
  ...running('Culture wash day 3'),
  ...CULTURE,
  rotorSpeed: 1_500,
  ...pumping(230, 60),
  finalVolume: 140,
  treatment: { kind: 'renew', replaces: 0.9 },
};
export const FEED_DAY_4: Activity = {
  ...running('Feed day 4'),
  ...CULTURE,
  ...pumping(40, 20),
  finalVolume: 180,
  treatment: { kind: 'renew', replaces: 0 },
};
export const HARVEST_DAY_12: Activity = {
  ...running('Harvest wash day 12'),
  ...SELECTION,
  tempSet: 20,
  rotorSpeed: 1_500,
  ...pumping(600, 90),
  finalVolume: 'product',
  prompt: PRODUCT_PROMPT,
  chamberWhileWaiting: SHAKEN,
  treatment: { kind: 'harvest' },
};
export const FORMULATION_DAY_12: Activity = {
  ...running('Formulation day 12'),
  ...SELECTION,
  tempSet: 20,
  ...pumping(100, 30),
  finalVolume: 0,
};
export const staticOnDay = (day: number): Activity => ({ ...running(`Culture static day ${day}`), ...CULTURE });
export const shakingOnDay = (day: number): Activity => ({ ...running(`Culture shaking day ${day}`), ...SHAKEN });
/** Day 5 removes half of 180 mL and fills up to 240 mL; each later day replaces three quarters. */
export const exchangeOnDay = (day: number): Activity => ({
  ...running(`Exchange day ${day}`),
  ...CULTURE,
  ...pumping(day === 5 ? 240 : 360, 45),
  finalVolume: 240,
  treatment: { kind: 'renew', replaces: day === 5 ? 0.5 : 0.75 },
});

export const EXCHANGE_DAYS = [5, 6, 7, 8, 9, 10, 11] as const;
export const ACTIVITIES: readonly Activity[] = [
  ...MANUAL_ACTIVITIES,
  ...SELECTION_DAY.filter((one) => !MANUAL_ACTIVITIES.includes(one)),
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
