import { describe, expect, test } from '@jest/globals';
import { MEASURANDS, type Measurand } from '@autolog/domain/quantity/measurand';
import { runProgram, type ActivitySnapshot } from '../program-run.fixture.js';
import { donorOf } from './donor.js';

const SEEDS = 200;
const CLEAN = Array.from({ length: SEEDS }, (_, seed) => runProgram({ seed: seed * 7_919 }));
const resultOf = (shown: ActivitySnapshot, name: Measurand): number => {
  const value = shown.findings[name];
  if (value === undefined) throw new Error(`${name} was not found at ${shown.activity}`);
  return value;
};
/** Lowest and highest of a measurand over all seeds, at the moments for which `when` is true. */
function range(name: Measurand, when: (shown: ActivitySnapshot) => boolean = () => true): [number, number] {
  const values = CLEAN.flatMap(({ shown }) => shown.filter(when).flatMap((one) => one.findings[name] ?? []));
  return [Math.min(...values), Math.max(...values)];
}
const day =
  (from: number, to = 13) =>
  ({ day: at }: ActivitySnapshot): boolean =>
    at !== null && at >= from && at <= to;

describe(`over ${SEEDS} donors, a run without a fault keeps every value where it is published`, () => {
  test.each<[Measurand, number, number]>([
    ['apheresis.volume', 50, 280],
    ['apheresis.viability', 92, 99.5],
    ['apheresis.cd3', 25, 70],
    ['fraction.viability', 92, 99.5],
    ['fraction.purity', 90, 99.8],
    ['fraction.recovery', 43, 68],
    ['product.volume', 60, 95],
    ['product.viability', 86, 97],
    ['product.cd3', 90, 100],
    ['product.cd19', 0, 0.9],
    ['product.car', 15, 55],
    ['product.vector-copies', 0.5, 4],
    ['product.endotoxin', 0, 0.4],
    ['product.interferon-gamma', 50, 10_000],
    ['culture.glucose', 4, 25],
    ['culture.lactate', 0, 20],
    ['culture.ph', 6.9, 7.5],
    ['culture.viable-density', 0, 20],
    ['culture.volume', 70, 250],
  ])('%s lies between %d and %d', (name, low, high) => {
    const [lowest, highest] = range(name);
    expect(lowest).toBeGreaterThanOrEqual(low);
    expect(highest).toBeLessThanOrEqual(high);
  });

  test('viability dips after activation and vector, and is above 90 % again on day 5', () => {
    const [dip, dipHighest] = range('culture.viability', day(2.9, 3.01));
    expect(dip).toBeGreaterThanOrEqual(75);
    expect(dipHighest).toBeLessThan(range('culture.viability', day(0, 0.1))[0]);
    expect(range('culture.viability', day(5))[0]).toBeGreaterThan(90);
  });

  test('at least 8 % of the T cells are CAR-positive on day 5, and 15 to 55 % on day 12', () => {
    expect(range('culture.car', day(5, 5.001))[0]).toBeGreaterThanOrEqual(8);
    const [lowest, highest] = range('culture.car', day(12));
    expect([lowest >= 15, highest <= 55]).toEqual([true, true]);
  });

  test('the cells expand 15- to 60-fold by day 12, with a median of about 30', () => {
    const folds = CLEAN.map(({ when }) => resultOf(when('Harvest wash day 12'), 'culture.viable-cells') / 100).toSorted(
      (a, b) => a - b,
    );
    expect(folds[0]).toBeGreaterThanOrEqual(15);
    expect(folds.at(-1)).toBeLessThanOrEqual(60);
    expect(Math.abs((folds[SEEDS / 2] ?? 0) - 30)).toBeLessThan(5);
  });

  test('a transduced cell carries 1 to 4.2 copies of the vector', () => {
    for (const { when } of CLEAN) {
      const product = when('Complete');
      const carrying = (resultOf(product, 'product.cd3') * resultOf(product, 'product.car')) / 10_000;
      const copies = resultOf(product, 'product.vector-copies') / carrying;
      expect([copies, copies > 1 && copies < 4.2]).toEqual([copies, true]);
    }
  });

  test('calculated results agree with the results they are calculated from', () => {
    for (const { when } of CLEAN) {
      const [fraction, culture, product] = [when('Seeding'), when('Exchange day 9'), when('Complete')];
      const loaded = (resultOf(fraction, 'apheresis.white-cells') * resultOf(fraction, 'apheresis.cd3')) / 100;
      const selected = (resultOf(fraction, 'fraction.viable-cells') * resultOf(fraction, 'fraction.purity')) / 100;
      expect(Math.abs((selected / loaded) * 100 - resultOf(fraction, 'fraction.recovery'))).toBeLessThan(8);
      const density = (resultOf(culture, 'culture.total-density') * resultOf(culture, 'culture.viability')) / 100;
      expect(Math.abs(density - resultOf(culture, 'culture.viable-density'))).toBeLessThan(0.01);
      expect(culture.volume).toBeCloseTo(resultOf(culture, 'culture.volume'), -0.5);
      const cells = resultOf(product, 'product.viable-density') * resultOf(product, 'product.volume');
      expect(Math.abs(cells / resultOf(product, 'product.viable-cells') - 1)).toBeLessThan(0.001);
    }
  });

  test('only existing material can be measured, and every measurand is measured at some time', () => {
    const culturesUpTo = (activity: string) =>
      new Set(Object.keys(CLEAN[0]?.when(activity).findings ?? {}).map((name) => name.split('.')[0]));
    expect(culturesUpTo('Load')).toEqual(new Set(['apheresis']));
    expect(culturesUpTo('Seeding')).toEqual(new Set(['apheresis', 'fraction']));
    expect(culturesUpTo('Harvest wash day 12')).toEqual(new Set(['apheresis', 'fraction', 'culture']));
    expect(culturesUpTo('Formulation day 12')).toEqual(new Set(['apheresis', 'fraction', 'product']));
    const names = new Set(CLEAN[0]?.shown.flatMap(({ findings }) => Object.keys(findings)));
    expect(names).toEqual(new Set(Object.keys(MEASURANDS)));
  });
});

describe('the same donor and the same operations give the same cells', () => {
  const findings = (options: Parameters<typeof runProgram>[0]) =>
    runProgram(options).shown.map((one) => [one.activity, one.findings]);

  test('at any sampling interval', () => {
    const often = findings({ seed: 11, everyMs: 10_000 });
    expect(findings({ seed: 11, everyMs: 60_000 })).toEqual(often);
    expect(findings({ seed: 11 })).toEqual(often);
  });

  test('also when the device restarts after each activity', () => {
    expect(findings({ seed: 11, restarts: true })).toEqual(findings({ seed: 11 }));
  });

  test('and another donor gives other cells', () => {
    expect(findings({ seed: 12 })).not.toEqual(findings({ seed: 11 }));
    expect(donorOf(12)).not.toEqual(donorOf(11));
  });
});

describe('cells react to conditions in the chamber', () => {
  const ends = (options: Omit<Parameters<typeof runProgram>[0], 'seed'>) => {
    const { when } = runProgram({ seed: 3, ...options });
    return { culture: when('Harvest wash day 12'), product: when('Complete') };
  };
  const well = ends({});

  test('a vector added twelve hours late transduces fewer cells', () => {
    const late = ends({ lateHours: { Transduction: 12 } });
    expect(resultOf(late.product, 'product.car')).toBeLessThan(0.9 * resultOf(well.product, 'product.car'));
    expect(resultOf(late.product, 'product.vector-copies')).toBeLessThan(
      resultOf(well.product, 'product.vector-copies'),
    );
  });

  test('without medium exchanges from day 9 on glucose runs out, cells die and fewer are harvested', () => {
    const { culture } = ends({ at: { 'Exchange day 9': (device) => device.setAlarm('pump_stall', true) } });
    expect(resultOf(culture, 'culture.glucose')).toBeLessThan(2);
    expect(resultOf(culture, 'culture.lactate')).toBeGreaterThan(20);
    expect(resultOf(culture, 'culture.viability')).toBeLessThan(resultOf(well.culture, 'culture.viability') - 5);
    expect(resultOf(culture, 'culture.viable-cells')).toBeLessThan(
      0.8 * resultOf(well.culture, 'culture.viable-cells'),
    );
  });

  test('two days at 40 °C kill cells, two days at 32 °C slow their growth', () => {
    const pushed = (celsius: number) => {
      const between =
        (to: number | null) => (device: { drift: ReturnType<typeof runProgram>['processor']['drift'] }) => {
          device.drift('tempActual', to === null ? { offset: 0 } : { to, overSeconds: 60 });
        };
      return ends({ at: { 'Culture shaking day 6': between(celsius), 'Exchange day 8': between(null) } }).culture;
    };
    expect(resultOf(pushed(40), 'culture.viable-cells')).toBeLessThan(
      0.4 * resultOf(well.culture, 'culture.viable-cells'),
    );
    expect(resultOf(pushed(32), 'culture.viable-cells')).toBeLessThan(
      0.8 * resultOf(well.culture, 'culture.viable-cells'),
    );
  });

  test('without carbon dioxide cells grow more slowly and the pH rises', () => {
    const { culture } = ends({ at: { 'Exchange day 10': (device) => device.setAlarm('co2_supply_low', true) } });
    expect(resultOf(culture, 'culture.viable-cells')).toBeLessThan(
      0.95 * resultOf(well.culture, 'culture.viable-cells'),
    );
    expect(resultOf(culture, 'culture.ph')).toBeGreaterThan(resultOf(well.culture, 'culture.ph') + 0.1);
  });

  test('harvested four days late the viability is lower', () => {
    const { product } = ends({ lateHours: { 'Harvest wash day 12': 96 } });
    expect(resultOf(product, 'product.viability')).toBeLessThan(resultOf(well.product, 'product.viability') - 5);
  });

  test('distress of 16 points gives each of 20 donors a product viability of 70 to 79 %, at any of three moments', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      for (const activity of ['Culture shaking day 4', 'Exchange day 11', 'Formulation day 12']) {
        const { when } = runProgram({ seed, at: { [activity]: (device) => void device.applyDistress(16) } });
        const viability = resultOf(when('Complete'), 'product.viability');
        expect([seed, activity, viability, viability >= 70 && viability <= 79]).toEqual([
          seed,
          activity,
          viability,
          true,
        ]);
      }
    }
  });
});
