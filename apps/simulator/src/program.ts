import {
  EXCHANGE_DAYS,
  exchangeOnDay,
  FEED_DAY_4,
  FORMULATION_DAY_12,
  HARVEST_DAY_12,
  SELECTION_DAY,
  shakingOnDay,
  staticOnDay,
  TRANSDUCTION,
  WASH_DAY_3,
  type Activity,
} from './activity.js';

/**
 * One activity of a program: it takes its minutes, or lasts until so many hours after activation. What follows a
 * phase that lasts until an hour begins on the plan, however late the operator was before it.
 */
type Phase = Readonly<{ activity: string; prompted: boolean } & ({ minutes: number } | { untilHours: number })>;
/** An ordered list of activities with their times: what the device calls a program. */
export type Program = Readonly<{ name: string; version: string; phases: readonly Phase[] }>;

const DAY = 24 * 60;
const phase = (activity: string, minutes: number, prompted = false): Phase => ({ activity, minutes, prompted });
const asWritten = ({ name, minutes, prompt }: Activity): Phase => phase(name, minutes ?? 0, prompt !== undefined);
const until = (untilHours: number, { name }: Activity): Phase => ({ activity: name, untilHours, prompted: false });

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
      ...SELECTION_DAY.map(asWritten),
      until(24, staticOnDay(0)),
      asWritten(TRANSDUCTION),
      until(72, staticOnDay(1)),
      asWritten(WASH_DAY_3),
      until(96, shakingOnDay(3)),
      asWritten(FEED_DAY_4),
      until(120, shakingOnDay(4)),
      ...EXCHANGE_DAYS.flatMap((day) => [asWritten(exchangeOnDay(day)), until((day + 1) * 24, shakingOnDay(day))]),
      asWritten(HARVEST_DAY_12),
      asWritten(FORMULATION_DAY_12),
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
