import { Assay, type AssayResults, type HarvestedProduct } from './assay.js';
import {
  cultureAfterExchange,
  cultureAfterStep,
  seededCulture,
  STEP_MS,
  transductionOf,
  viabilityOf,
  type Culture,
  type ChamberConditions,
} from './culture.js';
import { donorOf, type Donor } from './donor.js';

/** What an activity of the device does to the cells. `replaces`: the share of the old medium that it removes. */
export type Treatment = Readonly<
  { kind: 'enrich' | 'seed' | 'activate' | 'culture' | 'transduce' | 'harvest' } | { kind: 'renew'; replaces: number }
>;
export type CellVolume = 'apheresis' | 'fraction' | 'product';

type Distress = Readonly<{ points: number; from: number; beganMs: number }>;
/** The state of the cells, saved in the device's memory: its fields do not change. */
export type CellState = Readonly<{
  seed: number;
  /** The moment up to which growth was computed: a whole five minutes of site time. */
  livedMs: number;
  activatedMs: number | null;
  enriched: boolean;
  culture: Culture | null;
  /** During harvest the cells are cold and packed for an hour, and do not grow. */
  harvesting: boolean;
  /** Volume in the chamber when the current treatment began. */
  volumeBefore: number;
  product: HarvestedProduct | null;
  sickness: Distress | null;
}>;

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** Hours until distress has its full effect on a culture. */
const DISTRESS_ONSET_HOURS = 6;
/** Dead cells after harvest for each before it: some are removed, and a few more die. */
const HARVEST_DEATH = 1.2;

const wholeStep = (ms: number): number => Math.floor(ms / STEP_MS) * STEP_MS;

const initialCells = (seed: number, nowMs: number): CellState => ({
  seed,
  livedMs: wholeStep(nowMs),
  activatedMs: null,
  enriched: false,
  culture: null,
  harvesting: false,
  volumeBefore: 0,
  product: null,
  sickness: null,
});

/**
 * One patient's cells, from the apheresis bag to the product. Growth is computed in whole five minutes of site time, so
 * that neither the clock rate nor the number of readings changes the result.
 */
export class Cells {
  #state: CellState;
  #donor: Donor;

  constructor(seed: number, nowMs: number, memory?: CellState) {
    this.#state = memory ?? initialCells(seed, nowMs);
    this.#donor = donorOf(this.#state.seed);
  }

  get donor(): Donor {
    return this.#donor;
  }

  get activatedMs(): number | null {
    return this.#state.activatedMs;
  }

  get inCulture(): boolean {
    return this.#state.culture !== null;
  }

  memory(): CellState {
    return this.#state;
  }

  /** A new apheresis bag: of another donor, or of the same donor for another run. */
  receiveDonor(seed: number, nowMs: number): void {
    this.#state = initialCells(seed, nowMs);
    this.#donor = donorOf(seed);
  }

  /** Called when the device's clock is set: no time passes for the cells. */
  shiftClock(byMs: number): void {
    const { livedMs, activatedMs, sickness } = this.#state;
    this.#change({
      livedMs: wholeStep(livedMs + byMs),
      activatedMs: activatedMs === null ? null : activatedMs + byMs,
      sickness: sickness && { ...sickness, beganMs: sickness.beganMs + byMs },
    });
  }

  /** Volume in mL of the apheresis, the enriched fraction or the product. */
  volumeOf(what: CellVolume): number {
    return this.#donor[what].volume;
  }

  /** Computes growth up to `toMs`; `conditionsAt` gives the chamber conditions at a moment. */
  advance(toMs: number, conditionsAt: (atMs: number) => ChamberConditions): void {
    const lastMs = wholeStep(toMs);
    if (this.#state.culture === null || this.#state.harvesting) {
      this.#change({ livedMs: Math.max(lastMs, this.#state.livedMs) });
      return;
    }
    let { culture, livedMs } = this.#state;
    while (livedMs + STEP_MS <= lastMs) {
      livedMs += STEP_MS;
      const age = this.#ageAt(livedMs);
      culture = cultureAfterStep(culture, this.#donor, age, conditionsAt(livedMs));
    }
    this.#change({ culture, livedMs });
  }

  /** An activity begins its treatment, with `volume` in the chamber. */
  beginTreatment(treatment: Treatment, atMs: number, volume: number): void {
    this.#change({ volumeBefore: volume, harvesting: treatment.kind === 'harvest' });
    if (treatment.kind === 'activate') this.#activate(atMs);
    if (treatment.kind === 'culture') {
      this.#seed(volume);
      this.#activate(atMs);
    }
    const { culture } = this.#state;
    if (treatment.kind === 'transduce' && culture !== null && culture.vectorHours === null) {
      const vectorHours = this.#ageAt(atMs);
      if (vectorHours !== null) this.#change({ culture: { ...culture, vectorHours } });
    }
  }

  /** The activity ends, with `volume` in the chamber; `doneShare` is the share of its work that the pump did. */
  endTreatment(treatment: Treatment, atMs: number, volume: number, doneShare: number): void {
    if (treatment.kind === 'enrich') this.#change({ enriched: true });
    if (treatment.kind === 'seed') this.#seed(volume);
    if (treatment.kind === 'harvest') this.#harvest(atMs);
    const { culture, volumeBefore } = this.#state;
    if (culture !== null && (treatment.kind === 'renew' || treatment.kind === 'transduce')) {
      const replaces = treatment.kind === 'renew' ? treatment.replaces * doneShare : 0;
      this.#change({ culture: cultureAfterExchange(culture, volumeBefore, volume, replaces) });
    }
  }

  /** Lowers the viability for good, by percentage points. False when there are no cells. */
  applyDistress(points: number, atMs: number): boolean {
    const { culture, product } = this.#state;
    if (product !== null) {
      const viability = viabilityAfterHarvest(Math.max(0, viabilityBeforeHarvest(product.viability) - points));
      const viableCells = (product.viableCells * viability) / product.viability;
      this.#change({ product: { ...product, viability, viableCells } });
      return true;
    }
    if (culture === null) return false;
    this.#change({ sickness: { points, from: this.#distressPointsAt(atMs), beganMs: atMs } });
    return true;
  }

  /** Site days since activation. */
  dayAt(atMs: number): number | null {
    const { activatedMs } = this.#state;
    return activatedMs === null ? null : Math.max(0, Number(((atMs - activatedMs) / DAY_MS).toFixed(4)));
  }

  /** Results of a laboratory for samples taken now. */
  assayResults(atMs: number, conditions: ChamberConditions): AssayResults {
    const assay = new Assay(this.#state.seed, atMs);
    const { culture, product, enriched } = this.#state;
    return {
      ...assay.ofApheresis(this.#donor),
      ...(enriched ? assay.ofFraction(this.#donor) : {}),
      ...(culture === null ? {} : assay.ofCulture(this.#trueCultureOf(culture, atMs, conditions), this.#donor)),
      ...(product === null ? {} : assay.ofProduct(product, this.#donor)),
    };
  }

  #trueCultureOf(culture: Culture, atMs: number, conditions: ChamberConditions) {
    return {
      culture,
      volume: conditions.volume,
      carbonDioxide: conditions.carbonDioxide,
      viability: this.#viabilityOf(culture, atMs),
      car: transductionOf(culture, this.#donor, this.#ageAt(atMs) ?? 0).car,
    };
  }

  #viabilityOf(culture: Culture, atMs: number): number {
    return Math.max(0, viabilityOf(culture) - this.#distressPointsAt(atMs));
  }

  #distressPointsAt(atMs: number): number {
    const { sickness } = this.#state;
    if (sickness === null) return 0;
    const share = Math.min(1, (atMs - sickness.beganMs) / (DISTRESS_ONSET_HOURS * HOUR_MS));
    return sickness.from + (sickness.points - sickness.from) * share;
  }

  #ageAt(atMs: number): number | null {
    const { activatedMs } = this.#state;
    return activatedMs === null ? null : Math.max(0, atMs - activatedMs) / HOUR_MS;
  }

  #seed(volume: number): void {
    const { enriched, culture, product } = this.#state;
    if (!enriched || culture !== null || product !== null) return;
    this.#change({ culture: seededCulture(this.#donor, volume) });
  }

  #activate(atMs: number): void {
    if (this.#state.culture !== null && this.#state.activatedMs === null) this.#change({ activatedMs: atMs });
  }

  #harvest(atMs: number): void {
    const { culture } = this.#state;
    if (culture === null) return;
    const before = this.#viabilityOf(culture, atMs);
    const viability = viabilityAfterHarvest(before);
    const { car, copies } = transductionOf(culture, this.#donor, this.#ageAt(atMs) ?? 0);
    const { volume, recovery, cd3 } = this.#donor.product;
    const viableCells = ((culture.viable + culture.dead) * before * recovery) / 100;
    // The laboratory counts copies over all cells, and those that are no T cells carry none.
    const product = { volume, viableCells, viability, car, copies: (copies * cd3) / 100 };
    this.#change({ culture: null, harvesting: false, product });
  }

  #change(change: Partial<CellState>): void {
    this.#state = { ...this.#state, ...change };
  }
}

/** Viability after harvest, in %, from that before it; and back. */
const viabilityAfterHarvest = (viability: number): number =>
  (100 * viability) / (viability + (100 - viability) * HARVEST_DEATH);
const viabilityBeforeHarvest = (viability: number): number =>
  (100 * viability * HARVEST_DEATH) / (100 - viability + viability * HARVEST_DEATH);
