import { SELECTION_DAY } from './activity.js';

/**
 * One activity of a program: it takes its minutes, or lasts until so many hours after activation. What follows a
 * phase that lasts until an hour begins on the plan, however late the operator was before it.
 */
type Phase = Readonly<{ activity: string; prompted: boolean } & ({ minutes: number } | { untilHours: number })>;
/** An ordered list of activities with their times: what the device calls a program. */
export type Program = Readonly<{ name: string; version: string; phases: readonly Phase[] }>;

const DAY = 24 * 60;
const phase = (activity: string, minutes: number, prompted = false): Phase => ({ activity, minutes, prompted });
const until = (untilHours: number, activity: string): Phase => ({ activity, untilHours, prompted: false });

const SHORT_SELECTION_DAY: readonly Phase[] = [
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
    version: '2.0',
    phases: [
      ...SELECTION_DAY.map(({ name, minutes, prompt }) => phase(name, minutes ?? 0, prompt !== undefined)),
      until(24, 'Culture static day 0'),
      phase('Transduction', 30, true),
      until(72, 'Culture static day 1'),
      phase('Culture wash day 3', 60),
      until(96, 'Culture shaking day 3'),
      phase('Feed day 4', 20),
      until(120, 'Culture shaking day 4'),
      ...[5, 6, 7, 8, 9, 10, 11].flatMap((day) => [
        phase(`Exchange day ${day}`, 45),
        until((day + 1) * 24, `Culture shaking day ${day}`),
      ]),
      phase('Harvest wash day 12', 90, true),
      phase('Formulation day 12', 30),
    ],
  },
  {
    name: 'TCT-7-day',
    version: '1.0',
    phases: [
      ...SHORT_SELECTION_DAY,
      phase('Culture static', 3 * DAY),
      phase('Wash', 60),
      phase('Culture shaking', 4 * DAY),
      phase('Harvest', 60, true),
    ],
  },
  {
    name: 'Enrichment',
    version: '1.0',
    phases: [...SHORT_SELECTION_DAY, phase('Culture static', 60)],
  },
];

export const programNamed = (name: string): Program | undefined => PROGRAMS.find((one) => one.name === name);
