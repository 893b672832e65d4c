import type { Text } from '../text.js';
import type { Limits } from './limits.js';
import type { Measurand } from './measurand.js';
import type { UnitCode } from './unit.js';

type Source = 'manual' | 'device' | 'calculated' | 'laboratory';
export const CRITICALITIES = ['CPP', 'CQA', 'KPP', 'none'] as const;

/** A figure that a recipe asks for, with its unit and its limits. */
export type Parameter = Readonly<{
  /** Unique in the recipe; formulas refer to it. Letters, digits, underscore; begins with a letter. */
  id: string;
  title: Text;
  unit: UnitCode;
  /** Digits after the decimal sign that an entry may have at most. */
  decimals: number;
  source: Source;
  criticality: (typeof CRITICALITIES)[number];
  limits: Limits;
  /** Limits are shown only after the entry, so that nobody reads the value that is expected. */
  blind: boolean;
  /** Where the figure comes from: article, guideline, own qualification. */
  reference: string;
  /** What is measured on which material: a laboratory, a comparison or a simulated device reads it. */
  measures?: Measurand;
}>;
