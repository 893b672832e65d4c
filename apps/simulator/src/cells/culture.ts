import { meanCopies, type Donor } from './donor.js';

/** Cells in 10⁶, volume in mL, glucose and lactate in mmol/L. */
export type Culture = Readonly<{
  viable: number;
  dead: number;
  glucose: number;
  lactate: number;
  volume: number;
  /** Hours from activation to the vector; null before it. */
  vectorHours: number | null;
  /** Degrees below and above the tolerated range, averaged over the last hours; a short excursion counts little. */
  chill: number;
  fever: number;
}>;

/** The conditions around the cells. */
export type ChamberConditions = Readonly<{ temperature: number; carbonDioxide: number; volume: number }>;

const FRESH_GLUCOSE = 20;
const FRESH_LACTATE = 0.5;
const FRESH_PH = 7.42;
/** Hours from activation to harvest, and to the vector. */
const PLANNED_HOURS = 288;
const TRANSDUCTION_HOURS = 24;
const EXCHANGES = 7;
/** The shares of viable and of dead cells that a wash or an exchange removes. */
const WASH = { cells: 0.04, dead: 0.5 } as const;
const EXCHANGE = { cells: 0.005, dead: 0.05 } as const;
const PLANNED_LOSSES = Math.log(1 - WASH.cells) + EXCHANGES * Math.log(1 - EXCHANGE.cells);

const DEATH_PER_HOUR = 0.0018;
const ACTIVATION_DEATH_PER_HOUR = 0.004;
const VECTOR_DEATH_PER_HOUR = 0.0015;
const LYSIS_PER_HOUR = 0.02;
/** In 10⁶ viable cells per mL; in degrees Celsius; in mmol/L of glucose. */
const CROWDED_FROM = 21;
const TOLERATED_CELSIUS = { least: 36, most: 38 } as const;
const STARVING_BELOW = 2;
/** Additional death per hour, as a share: of starving, per 10⁶/mL too many, per degree, without carbon dioxide. */
const STRESS_PER_HOUR = { hunger: 0.012, crowding: 0.002, chill: 0.0015, fever: 0.025, breath: 0.003 } as const;
/** Lactate produced per glucose. */
const LACTATE_YIELD = 1.3;
/** Growth is computed in steps of five minutes, each with the same decay. */
export const STEP_MS = 5 * 60_000;
const STEP_HOURS = STEP_MS / 3_600_000;
const DEAD_LEFT = Math.exp(-LYSIS_PER_HOUR * STEP_HOURS);
const EXCURSION_LEFT = Math.exp(-STEP_HOURS / 2);

export const seededCulture = (donor: Donor, volume: number): Culture => ({
  viable: donor.seeded,
  dead: donor.seeded * (100 / donor.fraction.viability - 1),
  glucose: FRESH_GLUCOSE,
  lactate: FRESH_LACTATE,
  volume,
  vectorHours: null,
  chill: 0,
  fever: 0,
});

/** The culture one step later; `age` is in hours since activation, null before it. */
export function cultureAfterStep(
  culture: Culture,
  donor: Donor,
  age: number | null,
  conditions: ChamberConditions,
): Culture {
  const density = culture.viable / conditions.volume;
  const chill = decayTowards(culture.chill, excess(TOLERATED_CELSIUS.least, conditions.temperature));
  const fever = decayTowards(culture.fever, excess(conditions.temperature, TOLERATED_CELSIUS.most));
  const breath = clampedShare(conditions.carbonDioxide / 3);
  const vigour =
    clampedShare((culture.glucose - 0.5) / 2.5) *
    clampedShare(1 - (density - CROWDED_FROM) / 9) *
    clampedShare(1 - chill / 8) *
    (0.5 + 0.5 * breath);
  const stress =
    STRESS_PER_HOUR.hunger * clampedShare((STARVING_BELOW - culture.glucose) / STARVING_BELOW) +
    STRESS_PER_HOUR.crowding * excess(density, CROWDED_FROM) +
    STRESS_PER_HOUR.chill * chill +
    STRESS_PER_HOUR.fever * fever +
    STRESS_PER_HOUR.breath * (1 - breath);
  const death = age === null ? DEATH_PER_HOUR * donor.decline : deathAt(donor, age, culture.vectorHours);
  const growth = age === null ? 0 : donorGrowth(donor) * growthShareAt(age) * vigour;
  const used = usedPerHour(density, culture.glucose, chill) * STEP_HOURS;
  return {
    ...culture,
    viable: culture.viable * Math.exp((growth - death - stress) * STEP_HOURS),
    dead: (culture.dead + culture.viable * (death + stress) * STEP_HOURS) * DEAD_LEFT,
    glucose: culture.glucose - used,
    lactate: culture.lactate + LACTATE_YIELD * used,
    volume: conditions.volume,
    chill,
    fever,
  };
}

/**
 * The culture after an exchange of medium; `replaced` is the removed share. A wash removes dead and a few viable cells
 * too.
 */
export function cultureAfterExchange(
  culture: Culture,
  volumeBefore: number,
  volume: number,
  replaced: number,
): Culture {
  const cost = replaced > 0.8 ? WASH : EXCHANGE;
  const [cells, dead] = replaced > 0 ? [cost.cells * clampedShare(replaced * 2), cost.dead] : [0, 0];
  const old = Math.min(volume, volumeBefore * (1 - replaced));
  return {
    ...culture,
    viable: culture.viable * (1 - cells),
    dead: culture.dead * (1 - Math.max(cells, dead)),
    glucose: (culture.glucose * old + FRESH_GLUCOSE * (volume - old)) / volume,
    lactate: (culture.lactate * old) / volume,
    volume,
  };
}

export const viabilityOf = ({ viable, dead }: Culture): number => (100 * viable) / (viable + dead);

export const phOf = (culture: Culture, donor: Donor, carbonDioxide: number): number =>
  FRESH_PH + donor.ph - 0.018 * culture.lactate + 0.06 * Math.max(0, 5 - carbonDioxide);

/** Share of T cells with the receptor, in %, and vector copies per T cell: only T cells take the vector up. */
export function transductionOf(culture: Culture, donor: Donor, age: number): { car: number; copies: number } {
  if (culture.vectorHours === null) return { car: 0, copies: 0 };
  const mean = meanCopies(donor.copiesPerTransduced);
  const permissiveShare = donor.car / (1 - Math.exp(-mean));
  const copiesTaken = mean * vectorUptake(culture.vectorHours);
  const expressedShare = 1 - Math.exp(-Math.max(0, age - culture.vectorHours) / 30);
  return {
    car: permissiveShare * (1 - Math.exp(-copiesTaken)) * expressedShare,
    copies: (permissiveShare * copiesTaken) / 100,
  };
}

/** Vector uptake is full from 18 to 30 hours after activation and decreases over the following days. */
const vectorUptake = (hours: number): number => (hours < 18 ? 0.5 : hours <= 30 ? 1 : Math.exp(-(hours - 30) / 20));

const clampedShare = (share: number): number => (share < 0 ? 0 : share > 1 ? 1 : share);
const excess = (value: number, bound: number): number => (value > bound ? value - bound : 0);
const decayTowards = (was: number, now: number): number => now + (was - now) * EXCURSION_LEFT;

/** Glucose used per litre and hour, in mmol; each cell uses less in a dense culture. */
const usedPerHour = (density: number, glucose: number, chill: number): number =>
  (glucose / (glucose + 0.3)) *
  (glucose <= 0 ? 0 : 1) *
  density *
  (0.09 / (1 + density / 6)) *
  clampedShare(1 - chill / 12);

/** Growth as a share of full speed: none on day 1, rising over two days, full for three, slower towards the end. */
const growthShareAt = (age: number): number =>
  age < 24 ? 0 : age < 72 ? (age - 24) / 48 : age < 144 ? 1 : 0.4 + 0.6 * clampedShare((PLANNED_HOURS - age) / 144);

const deathAt = (donor: Donor, age: number, vectorHours: number | null): number =>
  DEATH_PER_HOUR * donor.decline +
  (age >= 6 && age < 60 ? ACTIVATION_DEATH_PER_HOUR * donor.frailty : 0) +
  (vectorHours !== null && age >= vectorHours && age < vectorHours + 24 ? VECTOR_DEATH_PER_HOUR * donor.frailty : 0);

const growths = new WeakMap<Donor, number>();
/** The full growth rate with which this donor's cells reach their fold expansion on day 12 of a run without faults. */
function donorGrowth(donor: Donor): number {
  const known = growths.get(donor);
  if (known !== undefined) return known;
  let growthShares = 0;
  let deaths = 0;
  for (let hour = 0.5; hour < PLANNED_HOURS; hour += 1) {
    growthShares += growthShareAt(hour);
    deaths += deathAt(donor, hour, TRANSDUCTION_HOURS);
  }
  const growth = (Math.log(donor.fold) + deaths - PLANNED_LOSSES) / growthShares;
  growths.set(donor, growth);
  return growth;
}
