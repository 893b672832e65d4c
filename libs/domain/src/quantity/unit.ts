import type { Text } from '../text.js';

/** What a unit measures; two units convert into each other only inside one dimension. */
export type Dimension =
  | 'number'
  | 'time'
  | 'volume'
  | 'mass'
  | 'temperature'
  | 'count'
  | 'concentration'
  | 'titre'
  | 'pressure'
  | 'rotation'
  | 'substance-concentration'
  | 'dose'
  | 'flow';

type Unit = Readonly<{ dimension: Dimension; /** Exact decimal factor to the dimension's first unit. */ factor: string; shown: string; said: Text }>;

/** The units in use, by UCUM code, with exact decimal factors. A unit not listed here does not exist. */
export const UNITS = {
  '1': { dimension: 'number', factor: '1', shown: '', said: { en: '', nl: '' } },
  '%': { dimension: 'number', factor: '0.01', shown: '%', said: { en: 'per cent', nl: 'procent' } },
  s: { dimension: 'time', factor: '1', shown: 's', said: { en: 'seconds', nl: 'seconden' } },
  min: { dimension: 'time', factor: '60', shown: 'min', said: { en: 'minutes', nl: 'minuten' } },
  h: { dimension: 'time', factor: '3600', shown: 'h', said: { en: 'hours', nl: 'uur' } },
  d: { dimension: 'time', factor: '86400', shown: 'd', said: { en: 'days', nl: 'dagen' } },
  mL: { dimension: 'volume', factor: '1', shown: 'mL', said: { en: 'millilitres', nl: 'milliliter' } },
  uL: { dimension: 'volume', factor: '0.001', shown: 'µL', said: { en: 'microlitres', nl: 'microliter' } },
  L: { dimension: 'volume', factor: '1000', shown: 'L', said: { en: 'litres', nl: 'liter' } },
  kg: { dimension: 'mass', factor: '1', shown: 'kg', said: { en: 'kilograms', nl: 'kilogram' } },
  g: { dimension: 'mass', factor: '0.001', shown: 'g', said: { en: 'grams', nl: 'gram' } },
  Cel: { dimension: 'temperature', factor: '1', shown: '°C', said: { en: 'degrees Celsius', nl: 'graden Celsius' } },
  '{cells}': { dimension: 'count', factor: '1', shown: 'cells', said: { en: 'cells', nl: 'cellen' } },
  '10*6': { dimension: 'count', factor: '1000000', shown: '×10⁶', said: { en: 'million cells', nl: 'miljoen cellen' } },
  '10*6/mL': { dimension: 'concentration', factor: '1000000', shown: '×10⁶/mL', said: { en: 'million per millilitre', nl: 'miljoen per milliliter' } },
  '{TU}/mL': { dimension: 'titre', factor: '1', shown: 'TU/mL', said: { en: 'transducing units per millilitre', nl: 'transducerende eenheden per milliliter' } },
  bar: { dimension: 'pressure', factor: '1', shown: 'bar', said: { en: 'bar', nl: 'bar' } },
  mbar: { dimension: 'pressure', factor: '0.001', shown: 'mbar', said: { en: 'millibar', nl: 'millibar' } },
  '{rpm}': { dimension: 'rotation', factor: '1', shown: 'rpm', said: { en: 'revolutions per minute', nl: 'omwentelingen per minuut' } },
  'mmol/L': { dimension: 'substance-concentration', factor: '1', shown: 'mmol/L', said: { en: 'millimoles per litre', nl: 'millimol per liter' } },
  '10*6/kg': { dimension: 'dose', factor: '1000000', shown: '×10⁶/kg', said: { en: 'million per kilogram', nl: 'miljoen per kilogram' } },
  'mL/min': { dimension: 'flow', factor: '1', shown: 'mL/min', said: { en: 'millilitres per minute', nl: 'milliliter per minuut' } },
} as const satisfies Record<string, Unit>;

export type UnitCode = keyof typeof UNITS;
export const UNIT_CODES = Object.keys(UNITS) as readonly UnitCode[];
export const isUnitCode = (text: string): text is UnitCode => Object.hasOwn(UNITS, text);
