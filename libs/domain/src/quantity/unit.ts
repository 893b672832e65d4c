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
  | 'mass-concentration'
  | 'acidity'
  | 'dose'
  | 'flow'
  | 'endotoxin'
  | 'endotoxin-rate';

type UnitEntry = Readonly<{
  dimension: Dimension;
  /** Exact decimal factor to the unit of its dimension whose factor is 1. */
  factor: string;
  symbol: string;
  words: Text;
  /** After the figure 1 alone, where the word differs. */
  wordsForOne?: Text;
}>;

/** The units in use, by UCUM code, with exact decimal factors. A unit not listed here does not exist. */
export const UNITS = {
  '1': { dimension: 'number', factor: '1', symbol: '', words: { en: '', nl: '' } },
  '%': { dimension: 'number', factor: '0.01', symbol: '%', words: { en: 'per cent', nl: 'procent' } },
  'g/kg': {
    dimension: 'number',
    factor: '0.001',
    symbol: 'g/kg',
    words: { en: 'grams per kilogram', nl: 'gram per kilogram' },
    wordsForOne: { en: 'gram per kilogram', nl: 'gram per kilogram' },
  },
  s: {
    dimension: 'time',
    factor: '1',
    symbol: 's',
    words: { en: 'seconds', nl: 'seconden' },
    wordsForOne: { en: 'second', nl: 'seconde' },
  },
  min: {
    dimension: 'time',
    factor: '60',
    symbol: 'min',
    words: { en: 'minutes', nl: 'minuten' },
    wordsForOne: { en: 'minute', nl: 'minuut' },
  },
  h: {
    dimension: 'time',
    factor: '3600',
    symbol: 'h',
    words: { en: 'hours', nl: 'uur' },
    wordsForOne: { en: 'hour', nl: 'uur' },
  },
  d: {
    dimension: 'time',
    factor: '86400',
    symbol: 'd',
    words: { en: 'days', nl: 'dagen' },
    wordsForOne: { en: 'day', nl: 'dag' },
  },
  mL: {
    dimension: 'volume',
    factor: '1',
    symbol: 'mL',
    words: { en: 'millilitres', nl: 'milliliter' },
    wordsForOne: { en: 'millilitre', nl: 'milliliter' },
  },
  uL: {
    dimension: 'volume',
    factor: '0.001',
    symbol: 'µL',
    words: { en: 'microlitres', nl: 'microliter' },
    wordsForOne: { en: 'microlitre', nl: 'microliter' },
  },
  L: {
    dimension: 'volume',
    factor: '1000',
    symbol: 'L',
    words: { en: 'litres', nl: 'liter' },
    wordsForOne: { en: 'litre', nl: 'liter' },
  },
  kg: {
    dimension: 'mass',
    factor: '1',
    symbol: 'kg',
    words: { en: 'kilograms', nl: 'kilogram' },
    wordsForOne: { en: 'kilogram', nl: 'kilogram' },
  },
  g: {
    dimension: 'mass',
    factor: '0.001',
    symbol: 'g',
    words: { en: 'grams', nl: 'gram' },
    wordsForOne: { en: 'gram', nl: 'gram' },
  },
  Cel: {
    dimension: 'temperature',
    factor: '1',
    symbol: '°C',
    words: { en: 'degrees Celsius', nl: 'graden Celsius' },
    wordsForOne: { en: 'degree Celsius', nl: 'graad Celsius' },
  },
  '{cells}': {
    dimension: 'count',
    factor: '1',
    symbol: 'cells',
    words: { en: 'cells', nl: 'cellen' },
    wordsForOne: { en: 'cell', nl: 'cel' },
  },
  '10*6': {
    dimension: 'count',
    factor: '1000000',
    symbol: '×10⁶',
    words: { en: 'million cells', nl: 'miljoen cellen' },
  },
  '10*6/mL': {
    dimension: 'concentration',
    factor: '1000000',
    symbol: '×10⁶/mL',
    words: { en: 'million per millilitre', nl: 'miljoen per milliliter' },
  },
  '{TU}/mL': {
    dimension: 'titre',
    factor: '1',
    symbol: 'TU/mL',
    words: { en: 'transducing units per millilitre', nl: 'transducerende eenheden per milliliter' },
    wordsForOne: { en: 'transducing unit per millilitre', nl: 'transducerende eenheid per milliliter' },
  },
  bar: { dimension: 'pressure', factor: '1', symbol: 'bar', words: { en: 'bar', nl: 'bar' } },
  mbar: { dimension: 'pressure', factor: '0.001', symbol: 'mbar', words: { en: 'millibar', nl: 'millibar' } },
  '{rpm}': {
    dimension: 'rotation',
    factor: '1',
    symbol: 'rpm',
    words: { en: 'revolutions per minute', nl: 'omwentelingen per minuut' },
    wordsForOne: { en: 'revolution per minute', nl: 'omwenteling per minuut' },
  },
  'mmol/L': {
    dimension: 'substance-concentration',
    factor: '1',
    symbol: 'mmol/L',
    words: { en: 'millimoles per litre', nl: 'millimol per liter' },
    wordsForOne: { en: 'millimole per litre', nl: 'millimol per liter' },
  },
  '10*6/kg': {
    dimension: 'dose',
    factor: '1000000',
    symbol: '×10⁶/kg',
    words: { en: 'million per kilogram', nl: 'miljoen per kilogram' },
  },
  '[pH]': { dimension: 'acidity', factor: '1', symbol: 'pH', words: { en: 'pH', nl: 'pH' } },
  'pg/mL': {
    dimension: 'mass-concentration',
    factor: '1',
    symbol: 'pg/mL',
    words: { en: 'picograms per millilitre', nl: 'picogram per milliliter' },
    wordsForOne: { en: 'picogram per millilitre', nl: 'picogram per milliliter' },
  },
  'mL/min': {
    dimension: 'flow',
    factor: '60',
    symbol: 'mL/min',
    words: { en: 'millilitres per minute', nl: 'milliliter per minuut' },
    wordsForOne: { en: 'millilitre per minute', nl: 'milliliter per minuut' },
  },
  'mL/h': {
    dimension: 'flow',
    factor: '1',
    symbol: 'mL/h',
    words: { en: 'millilitres per hour', nl: 'milliliter per uur' },
    wordsForOne: { en: 'millilitre per hour', nl: 'milliliter per uur' },
  },
  '{EU}/mL': {
    dimension: 'endotoxin',
    factor: '1',
    symbol: 'EU/mL',
    words: { en: 'endotoxin units per millilitre', nl: 'endotoxine-eenheden per milliliter' },
    wordsForOne: { en: 'endotoxin unit per millilitre', nl: 'endotoxine-eenheid per milliliter' },
  },
  '{EU}/kg/h': {
    dimension: 'endotoxin-rate',
    factor: '1',
    symbol: 'EU/kg/h',
    words: { en: 'endotoxin units per kilogram per hour', nl: 'endotoxine-eenheden per kilogram per uur' },
    wordsForOne: { en: 'endotoxin unit per kilogram per hour', nl: 'endotoxine-eenheid per kilogram per uur' },
  },
} as const satisfies Record<string, UnitEntry>;

export type UnitCode = keyof typeof UNITS;
export const UNIT_CODES = Object.keys(UNITS) as readonly UnitCode[];
export const isUnitCode = (text: string): text is UnitCode => Object.hasOwn(UNITS, text);

/** What everything measurable is made of. Cells, copies and transducing units are all counted. */
export type FundamentalQuantity =
  | 'count'
  | 'volume'
  | 'mass'
  | 'time'
  | 'temperature'
  | 'pressure'
  | 'rotation'
  | 'substance'
  | 'endotoxin'
  | 'acidity';

/** Powers of the measures a product or quotient is made of: {volume: 1, time: -1} for a flow. Absent means 0. */
export type Powers = Readonly<Partial<Record<FundamentalQuantity, number>>>;

/**
 * Of each dimension: its powers, and how many of mL, kg, s, mmol and pieces the unit with factor 1 is, as a fraction
 * (an hour's flow is 1/3600 mL per second, which no decimal writes exactly).
 */
export const DIMENSIONS: Readonly<Record<Dimension, Readonly<{ powers: Powers; of: number; per: number }>>> = {
  number: { powers: {}, of: 1, per: 1 },
  time: { powers: { time: 1 }, of: 1, per: 1 },
  volume: { powers: { volume: 1 }, of: 1, per: 1 },
  mass: { powers: { mass: 1 }, of: 1, per: 1 },
  temperature: { powers: { temperature: 1 }, of: 1, per: 1 },
  count: { powers: { count: 1 }, of: 1, per: 1 },
  concentration: { powers: { count: 1, volume: -1 }, of: 1, per: 1 },
  titre: { powers: { count: 1, volume: -1 }, of: 1, per: 1 },
  pressure: { powers: { pressure: 1 }, of: 1, per: 1 },
  rotation: { powers: { rotation: 1 }, of: 1, per: 1 },
  'substance-concentration': { powers: { substance: 1, volume: -1 }, of: 1, per: 1000 },
  'mass-concentration': { powers: { mass: 1, volume: -1 }, of: 1, per: 1_000_000_000_000_000 },
  acidity: { powers: { acidity: 1 }, of: 1, per: 1 },
  dose: { powers: { count: 1, mass: -1 }, of: 1, per: 1 },
  flow: { powers: { volume: 1, time: -1 }, of: 1, per: 3600 },
  endotoxin: { powers: { endotoxin: 1, volume: -1 }, of: 1, per: 1 },
  'endotoxin-rate': { powers: { endotoxin: 1, mass: -1, time: -1 }, of: 1, per: 3600 },
};
