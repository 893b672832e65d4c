/** States a closed cell processor shows (the canonical deviceState). */
export type DeviceState =
  'Off' | 'Idle' | 'SelfTest' | 'Setup' | 'Priming' | 'Running' | 'WaitingOperator' | 'Paused' | 'Error' | 'Complete';

/** What the device does at one time, and what its sensors then show. */
export type Activity = Readonly<{
  name: string;
  state: DeviceState;
  tempSet: number;
  co2Set: number;
  rotorSpeed: number;
  pumpSpeed: number;
  /** Volume in the chamber when the activity ends, in mL; absent where it stays as it is. */
  volumeTo?: number;
  /** Before the activity begins, the device asks this and waits. */
  prompt?: string;
  /** Site minutes it takes when nobody says otherwise; absent: until the next activity. */
  minutes?: number;
}>;

const SELECTION = { tempSet: 12, co2Set: 0, rotorSpeed: 0 } as const;
const CULTURE = { tempSet: 37, co2Set: 5, pumpSpeed: 0 } as const;
const AT_REST = { tempSet: 21, co2Set: 0, rotorSpeed: 0, pumpSpeed: 0 } as const;

export const IDLE: Activity = { name: 'Idle', state: 'Idle', ...AT_REST };
export const COMPLETE: Activity = { name: 'Complete', state: 'Complete', ...AT_REST };

export const ACTIVITIES: readonly Activity[] = [
  IDLE,
  { name: 'Off', state: 'Off', ...AT_REST },
  { name: 'Self test', state: 'SelfTest', ...AT_REST, minutes: 10 },
  { name: 'Setup', state: 'Setup', ...AT_REST, prompt: 'Install the tubing set and close the lid.', minutes: 20 },
  { name: 'Prime', state: 'Priming', ...SELECTION, pumpSpeed: 60, minutes: 30 },
  {
    name: 'Load',
    state: 'Running',
    ...SELECTION,
    pumpSpeed: 40,
    volumeTo: 120,
    prompt: 'Connect the apheresis bag.',
    minutes: 30,
  },
  { name: 'Label', state: 'Running', ...SELECTION, pumpSpeed: 10, minutes: 30 },
  { name: 'Wash', state: 'Running', ...SELECTION, rotorSpeed: 2_000, pumpSpeed: 60, minutes: 40 },
  { name: 'Elute', state: 'Running', ...SELECTION, pumpSpeed: 30, volumeTo: 70, minutes: 20 },
  { name: 'Culture static', state: 'Running', ...CULTURE, rotorSpeed: 0, volumeTo: 100 },
  { name: 'Culture shaking', state: 'Running', ...CULTURE, rotorSpeed: 60, volumeTo: 200 },
  {
    name: 'Harvest',
    state: 'Running',
    ...SELECTION,
    tempSet: 20,
    pumpSpeed: 50,
    volumeTo: 0,
    prompt: 'Connect the product bag.',
    minutes: 60,
  },
];

const DAY = 24 * 60;
type Phase = Readonly<{ activity: string; minutes: number; prompted: boolean }>;
/** An ordered list of activities with their site durations: what the device calls a program. */
export type Program = Readonly<{ name: string; version: string; phases: readonly Phase[] }>;

const phase = (activity: string, minutes: number, prompted = false): Phase => ({ activity, minutes, prompted });
const SELECTION_DAY: readonly Phase[] = [
  phase('Self test', 10),
  phase('Setup', 20, true),
  phase('Prime', 30),
  phase('Load', 30, true),
  phase('Label', 30),
  phase('Wash', 40),
  phase('Elute', 20),
];

export const PROGRAMS: readonly Program[] = [
  {
    name: 'TCT-12-day',
    version: '1.0',
    phases: [
      ...SELECTION_DAY,
      phase('Culture static', 3 * DAY),
      phase('Wash', 60),
      phase('Culture shaking', 9 * DAY),
      phase('Harvest', 60, true),
    ],
  },
  {
    name: 'TCT-7-day',
    version: '1.0',
    phases: [
      ...SELECTION_DAY,
      phase('Culture static', 3 * DAY),
      phase('Wash', 60),
      phase('Culture shaking', 4 * DAY),
      phase('Harvest', 60, true),
    ],
  },
  {
    name: 'Enrichment',
    version: '1.0',
    phases: [...SELECTION_DAY, phase('Culture static', 60)],
  },
];

export const activityNamed = (name: string): Activity | undefined => ACTIVITIES.find((one) => one.name === name);
export const programNamed = (name: string): Program | undefined => PROGRAMS.find((one) => one.name === name);

/** Alarms the device can raise. Severity is OPC UA's: 1 to 1000. */
export const ALARMS = {
  temperature_low: { text: 'Chamber temperature low', severity: 800 },
  temperature_high: { text: 'Chamber temperature high', severity: 900 },
  co2_supply_low: { text: 'CO2 supply pressure low', severity: 600 },
  pressure_high: { text: 'Line pressure high', severity: 700 },
  lid_open: { text: 'Lid open', severity: 600 },
  mains_lost: { text: 'Mains power lost', severity: 900 },
  communication_lost: { text: 'Communication lost', severity: 500 },
} as const satisfies Record<string, { text: string; severity: number }>;
export type AlarmName = keyof typeof ALARMS;
export const isAlarmName = (name: string): name is AlarmName => Object.hasOwn(ALARMS, name);
