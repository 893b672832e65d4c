import type { UnitCode } from './unit.js';

/**
 * What is measured on which material, each in one unit. A parameter that names its measurand can be filled by a
 * laboratory, compared between batches, or asked of a simulated device, without anybody reading its title.
 */
export const MEASURANDS = {
  'apheresis.volume': 'mL',
  'apheresis.white-cells': '10*6',
  'apheresis.viability': '%',
  'apheresis.cd3': '%',
  'apheresis.cd19': '%',
  'apheresis.haematocrit': '%',
  'fraction.volume': 'mL',
  'fraction.viable-cells': '10*6',
  'fraction.viability': '%',
  /** CD4+ and CD8+ cells together among the leucocytes of the positive fraction. */
  'fraction.purity': '%',
  /** Target cells in the fraction for each target cell that was loaded. */
  'fraction.recovery': '%',
  /** What left the fraction for the culture. */
  'fraction.seeded-volume': 'mL',
  'culture.volume': 'mL',
  'culture.total-density': '10*6/mL',
  'culture.viable-density': '10*6/mL',
  'culture.viable-cells': '10*6',
  'culture.viability': '%',
  'culture.cd3': '%',
  /** CAR-positive cells among the living T cells. */
  'culture.car': '%',
  'culture.glucose': 'mmol/L',
  'culture.lactate': 'mmol/L',
  'culture.ph': '[pH]',
  'product.volume': 'mL',
  'product.viable-density': '10*6/mL',
  'product.viable-cells': '10*6',
  'product.viability': '%',
  /** T cells among the living white cells. */
  'product.cd3': '%',
  'product.cd4': '%',
  'product.cd8': '%',
  'product.cd19': '%',
  /** CAR-positive cells among the living T cells; times product.cd3 it is their share of all living cells. */
  'product.car': '%',
  /** Vector copies for each cell, transduced or not. */
  'product.vector-copies': '1',
  'product.endotoxin': '{EU}/mL',
  'product.interferon-gamma': 'pg/mL',
} as const satisfies Record<string, UnitCode>;

export type Measurand = keyof typeof MEASURANDS;
export const isMeasurand = (text: string): text is Measurand => Object.hasOwn(MEASURANDS, text);
