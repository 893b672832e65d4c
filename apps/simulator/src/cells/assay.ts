import type { Measurand } from '@autolog/domain/quantity/measurand';
import { seededRandom } from './seeded-random.js';
import { phOf, type Culture } from './culture.js';
import type { Donor } from './donor.js';

/** Results of a laboratory. A measurand is absent while there is nothing to measure it on. */
export type AssayResults = Readonly<Partial<Record<Measurand, number>>>;
/** The true values of the product: cells in 10⁶, volume in mL, shares in %, `car` of the T cells, copies per cell. */
export type HarvestedProduct = Readonly<{
  volume: number;
  viableCells: number;
  viability: number;
  car: number;
  copies: number;
}>;
type TrueCulture = Readonly<{
  culture: Culture;
  volume: number;
  viability: number;
  car: number;
  carbonDioxide: number;
}>;

const HOUR_MS = 3_600_000;
const DIGITS: Readonly<Partial<Record<Measurand, number>>> = {
  'culture.total-density': 3,
  'culture.viable-density': 3,
  'culture.ph': 2,
  'product.viable-density': 2,
  'product.cd19': 2,
  'product.vector-copies': 2,
  'product.endotoxin': 3,
  'product.interferon-gamma': 0,
};
/** Measurement noise: relative to the value for amounts, to the spread of a counted share for percentages. */
const NOISE = {
  count: 0.03,
  share: 0.05,
  volume: 0.005,
  chemistry: 0.02,
  copies: 0.04,
  endotoxin: 0.05,
  ph: 0.02,
} as const;

/** One laboratory. Within a site hour it measures the same sample, so it gives the same result. */
export class Assay {
  readonly #seed: number;
  readonly #hour: number;

  constructor(seed: number, atMs: number) {
    this.#seed = seed;
    this.#hour = Math.floor(atMs / HOUR_MS);
  }

  ofApheresis({ apheresis: truth }: Donor): AssayResults {
    return this.#rounded({
      'apheresis.volume': this.#measuredAmount('apheresis.volume', truth.volume, NOISE.volume),
      'apheresis.white-cells': this.#measuredAmount('apheresis.white-cells', truth.whiteCells, NOISE.count),
      'apheresis.viability': this.#measuredShare('apheresis.viability', truth.viability),
      'apheresis.cd3': this.#measuredShare('apheresis.cd3', truth.cd3),
      'apheresis.cd19': this.#measuredShare('apheresis.cd19', truth.cd19),
      'apheresis.haematocrit': this.#measuredShare('apheresis.haematocrit', truth.haematocrit),
    });
  }

  ofFraction({ fraction: truth, seeded }: Donor): AssayResults {
    return this.#rounded({
      'fraction.volume': this.#measuredAmount('fraction.volume', truth.volume, NOISE.volume),
      'fraction.viable-cells': this.#measuredAmount('fraction.viable-cells', truth.viableCells, NOISE.count),
      'fraction.viability': this.#measuredShare('fraction.viability', truth.viability),
      'fraction.purity': this.#measuredShare('fraction.purity', truth.purity),
      'fraction.recovery': this.#measuredShare('fraction.recovery', truth.recovery),
      'fraction.seeded-volume': (seeded * truth.volume) / truth.viableCells,
    });
  }

  /** One sample. Viable cells are computed from the measured total and viability, as a cell counter does. */
  ofCulture(truth: TrueCulture, donor: Donor): AssayResults {
    const { culture, volume } = truth;
    const total = this.#measuredAmount('culture.total-density', (culture.viable + culture.dead) / volume, NOISE.count);
    const viability = this.#measuredShare('culture.viability', truth.viability);
    return this.#rounded({
      'culture.volume': volume,
      'culture.total-density': total,
      'culture.viable-density': (total * viability) / 100,
      'culture.viable-cells': (total * viability * volume) / 100,
      'culture.viability': viability,
      'culture.cd3': this.#measuredShare('culture.cd3', donor.product.cd3),
      'culture.car': this.#measuredShare('culture.car', truth.car),
      'culture.glucose': this.#measuredAmount('culture.glucose', culture.glucose, NOISE.chemistry),
      'culture.lactate': this.#measuredAmount('culture.lactate', culture.lactate, NOISE.chemistry),
      'culture.ph': phOf(culture, donor, truth.carbonDioxide) + NOISE.ph * this.#noise('culture.ph'),
    });
  }

  ofProduct(truth: HarvestedProduct, { product, cd4 }: Donor): AssayResults {
    const volume = this.#measuredAmount('product.volume', truth.volume, NOISE.volume);
    const density = this.#measuredAmount('product.viable-density', truth.viableCells / truth.volume, NOISE.count);
    const cd3 = this.#measuredShare('product.cd3', product.cd3);
    return this.#rounded({
      'product.volume': volume,
      'product.viable-density': density,
      'product.viable-cells': density * volume,
      'product.viability': this.#measuredShare('product.viability', truth.viability),
      'product.cd3': cd3,
      'product.cd4': (cd3 * cd4) / 100,
      'product.cd8': (cd3 * (98 - cd4)) / 100,
      'product.cd19': this.#measuredShare('product.cd19', product.cd19),
      'product.car': this.#measuredShare('product.car', truth.car),
      'product.vector-copies': this.#measuredAmount('product.vector-copies', truth.copies, NOISE.copies),
      'product.endotoxin': this.#measuredAmount('product.endotoxin', product.endotoxin, NOISE.endotoxin),
      'product.interferon-gamma': this.#measuredAmount(
        'product.interferon-gamma',
        product.interferonGamma,
        NOISE.endotoxin,
      ),
    });
  }

  #rounded(values: AssayResults): AssayResults {
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, Number(value.toFixed(digitsOf(name as Measurand)))]),
    );
  }

  /** −1 to 1. */
  #noise(name: Measurand): number {
    return 2 * seededRandom(this.#seed, name, this.#hour) - 1;
  }

  #measuredAmount(name: Measurand, truth: number, noise: number): number {
    return truth * (1 + noise * this.#noise(name));
  }

  /** The noise of a counted share is largest at 50 % and smallest near 0 or 100 %. */
  #measuredShare(name: Measurand, truth: number): number {
    return truth + ((truth * (100 - truth)) / 100) * NOISE.share * this.#noise(name);
  }
}

const digitsOf = (name: Measurand): number => DIGITS[name] ?? 1;
