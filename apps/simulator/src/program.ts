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
 * One activity of a program. It lasts some minutes, or until some hours after activation; what follows the latter
 * begins at its planned hour, even if the operator was late before.
 */
type ProgramActivity = Readonly<
  { activity: string; prompted: boolean } & ({ minutes: number } | { untilHours: number })
>;
/** A program of the device: activities in order, with their times. */
export type Program = Readonly<{ name: string; version: string; activities: readonly ProgramActivity[] }>;

const DAY = 24 * 60;
const lasting = (activity: string, minutes: number, prompted = false): ProgramActivity => ({
  activity,
  minutes,
  prompted,
});
const asDefined = ({ name, minutes, prompt }: Activity): ProgramActivity =>
  lasting(name, minutes ?? 0, prompt !== undefined);
const untilHour = (untilHours: number, { name }: Activity): ProgramActivity => ({
  activity: name,
  untilHours,
  prompted: false,
});

const SHORT_SELECTION_DAY: readonly ProgramActivity[] = [
  lasting('Self test', 10),
  lasting('Setup', 20, true),
  lasting('Prime', 30),
  lasting('Load', 30, true),
  lasting('Label', 30),
  lasting('Wash', 40),
  lasting('Elute', 20),
];

export const PROGRAMS: readonly Program[] = [
  {
    name: 'TCT-12-day',
    version: '2.0',
    activities: [
      ...SELECTION_DAY.map(asDefined),
      untilHour(24, staticOnDay(0)),
      asDefined(TRANSDUCTION),
      untilHour(72, staticOnDay(1)),
      asDefined(WASH_DAY_3),
      untilHour(96, shakingOnDay(3)),
      asDefined(FEED_DAY_4),
      untilHour(120, shakingOnDay(4)),
      ...EXCHANGE_DAYS.flatMap((day) => [asDefined(exchangeOnDay(day)), untilHour((day + 1) * 24, shakingOnDay(day))]),
      asDefined(HARVEST_DAY_12),
      asDefined(FORMULATION_DAY_12),
    ],
  },
  {
    name: 'TCT-7-day',
    version: '1.0',
    activities: [
      ...SHORT_SELECTION_DAY,
      lasting('Culture static', 3 * DAY),
      lasting('Wash', 60),
      lasting('Culture shaking', 4 * DAY),
      lasting('Harvest', 60, true),
    ],
  },
  {
    name: 'Enrichment',
    version: '1.0',
    activities: [...SHORT_SELECTION_DAY, lasting('Culture static', 60)],
  },
];

export const programNamed = (name: string): Program | undefined => PROGRAMS.find((one) => one.name === name);
