import { seededBetween, seededRandom, seededNormal } from './seeded-random.js';

/** The properties of one patient's cells. Cells in 10⁶, volumes in mL, shares in %. */
export type Donor = Readonly<{
  seed: number;
  apheresis: Readonly<{
    volume: number;
    whiteCells: number;
    viability: number;
    cd3: number;
    cd19: number;
    haematocrit: number;
  }>;
  fraction: Readonly<{ volume: number; viableCells: number; viability: number; purity: number; recovery: number }>;
  /** Viable cells seeded into the culture. */
  seeded: number;
  /** Viable cells on day 12 per seeded cell, in a run without faults. */
  fold: number;
  /** How much these cells suffer from activation and vector; 1 is usual. */
  frailty: number;
  /** Their death rate without stress; 1 is usual. */
  decline: number;
  /** Share of T cells with the receptor on day 12, at the planned vector dose. */
  car: number;
  copiesPerTransduced: number;
  cd4: number;
  ph: number;
  product: Readonly<{
    volume: number;
    recovery: number;
    cd3: number;
    cd19: number;
    endotoxin: number;
    interferonGamma: number;
  }>;
}>;

const SEEDED = 100;

/**
 * The donor of a seed, within published ranges: CD3 collected 1.2 to 4.1×10⁹ (tisagenlecleucel in British
 * children), enrichment recovery 55 ± 6 % and purity 98 ± 4 %, 30-fold expansion (Milwaukee, CD19), CAR+ 17 to 45 %.
 */
export function donorOf(seed: number): Donor {
  const cd3 = seededBetween(seed, 'apheresis cd3', 29, 62);
  const cd3Cells = seededBetween(seed, 'cd3 collected', 1_200, 2_900);
  const recovery = 55 + 5 * seededNormal(seed, 'recovery');
  // The published distribution ends at 100 %: most donors are close to it, and a few well below.
  const purity = 99.4 - 2.1 * Math.abs(seededNormal(seed, 'purity'));
  const car = Math.max(19, Math.min(44, 31 + 7 * seededNormal(seed, 'car')));
  return {
    seed,
    apheresis: {
      volume: Math.round(seededBetween(seed, 'apheresis volume', 80, 240)),
      whiteCells: (cd3Cells / cd3) * 100,
      viability: seededBetween(seed, 'apheresis viability', 93.5, 98.8),
      cd3,
      cd19: 1 + 27 * seededRandom(seed, 'blasts') ** 2,
      haematocrit: seededBetween(seed, 'haematocrit', 1.5, 6),
    },
    fraction: {
      volume: Math.round(seededBetween(seed, 'fraction volume', 40, 60)),
      viableCells: (cd3Cells * recovery) / purity,
      viability: seededBetween(seed, 'fraction viability', 94, 98.5),
      purity,
      recovery,
    },
    seeded: SEEDED * seededBetween(seed, 'seeded', 0.98, 1.02),
    fold: Math.max(21, Math.min(42, 30 * Math.exp(0.22 * seededNormal(seed, 'fold')))),
    frailty: seededBetween(seed, 'frailty', 0.6, 1.05),
    decline: seededBetween(seed, 'decline', 0.8, 1.6),
    car,
    // A low share of transduced cells means fewer permissive cells, not fewer copies in each.
    copiesPerTransduced: Math.max(seededBetween(seed, 'copies', 1.9, 3), 58 / car),
    cd4: seededBetween(seed, 'cd4', 35, 70),
    ph: seededBetween(seed, 'ph', -0.03, 0.03),
    product: {
      volume: Math.round(seededBetween(seed, 'product volume', 63, 91)),
      recovery: seededBetween(seed, 'harvest recovery', 0.78, 0.9),
      cd3: seededBetween(seed, 'product cd3', 95, 99.3),
      cd19: seededBetween(seed, 'product cd19', 0.02, 0.6),
      endotoxin: seededBetween(seed, 'endotoxin', 0.05, 0.3),
      interferonGamma: seededBetween(seed, 'interferon gamma', 500, 4_500),
    },
  };
}

/** Mean vector copies of a permissive cell (Poisson), from the copies in cells that have at least one. */
export function meanCopies(perTransduced: number): number {
  let mean = perTransduced;
  for (let round = 0; round < 40; round += 1) mean = perTransduced * (1 - Math.exp(-mean));
  return mean;
}
