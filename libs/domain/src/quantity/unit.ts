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

type Unit = Readonly<{
  dimension: Dimension;
  /** Exact decimal factor to the unit of its dimension whose factor is 1. */
  factor: string;
  shown: string;
  said: Text;
  /** After the figure 1 alone, where the word differs. */
  saidOne?: Text;
}>;

/** The units in use, by UCUM code, with exact decimal factors. A unit not listed here does not exist. */
export const UNITS = {
  '1': { dimension: 'number', factor: '1', shown: '', said: { en: '', nl: '' } },
  '%': { dimension: 'number', factor: '0.01', shown: '%', said: { en: 'per cent', nl: 'procent' } },
  'g/kg': {
    dimension: 'number',
    factor: '0.001',
    shown: 'g/kg',
    said: { en: 'grams per kilogram', nl: 'gram per kilogram' },
    saidOne: { en: 'gram per kilogram', nl: 'gram per kilogram' },
  },
  s: {
    dimension: 'time',
    factor: '1',
    shown: 's',
    said: { en: 'seconds', nl: 'seconden' },
    saidOne: { en: 'second', nl: 'seconde' },
  },
  min: {
    dimension: 'time',
    factor: '60',
    shown: 'min',
    said: { en: 'minutes', nl: 'minuten' },
    saidOne: { en: 'minute', nl: 'minuut' },
  },
  h: {
    dimension: 'time',
    factor: '3600',
    shown: 'h',
    said: { en: 'hours', nl: 'uur' },
    saidOne: { en: 'hour', nl: 'uur' },
  },
  d: {
    dimension: 'time',
    factor: '86400',
    shown: 'd',
    said: { en: 'days', nl: 'dagen' },
    saidOne: { en: 'day', nl: 'dag' },
  },
  mL: {
    dimension: 'volume',
    factor: '1',
    shown: 'mL',
    said: { en: 'millilitres', nl: 'milliliter' },
    saidOne: { en: 'millilitre', nl: 'milliliter' },
  },
  uL: {
    dimension: 'volume',
    factor: '0.001',
    shown: 'µL',
    said: { en: 'microlitres', nl: 'microliter' },
    saidOne: { en: 'microlitre', nl: 'microliter' },
  },
  L: {
    dimension: 'volume',
    factor: '1000',
    shown: 'L',
    said: { en: 'litres', nl: 'liter' },
    saidOne: { en: 'litre', nl: 'liter' },
  },
  kg: {
    dimension: 'mass',
    factor: '1',
    shown: 'kg',
    said: { en: 'kilograms', nl: 'kilogram' },
    saidOne: { en: 'kilogram', nl: 'kilogram' },
  },
  g: {
    dimension: 'mass',
    factor: '0.001',
    shown: 'g',
    said: { en: 'grams', nl: 'gram' },
    saidOne: { en: 'gram', nl: 'gram' },
  },
  Cel: {
    dimension: 'temperature',
    factor: '1',
    shown: '°C',
    said: { en: 'degrees Celsius', nl: 'graden Celsius' },
    saidOne: { en: 'degree Celsius', nl: 'graad Celsius' },
  },
  '{cells}': {
    dimension: 'count',
    factor: '1',
    shown: 'cells',
    said: { en: 'cells', nl: 'cellen' },
    saidOne: { en: 'cell', nl: 'cel' },
  },
  '10*6': { dimension: 'count', factor: '1000000', shown: '×10⁶', said: { en: 'million cells', nl: 'miljoen cellen' } },
  '10*6/mL': {
    dimension: 'concentration',
    factor: '1000000',
    shown: '×10⁶/mL',
    said: { en: 'million per millilitre', nl: 'miljoen per milliliter' },
  },
  '{TU}/mL': {
    dimension: 'titre',
    factor: '1',
    shown: 'TU/mL',
    said: { en: 'transducing units per millilitre', nl: 'transducerende eenheden per milliliter' },
    saidOne: { en: 'transducing unit per millilitre', nl: 'transducerende eenheid per milliliter' },
  },
  bar: { dimension: 'pressure', factor: '1', shown: 'bar', said: { en: 'bar', nl: 'bar' } },
  mbar: { dimension: 'pressure', factor: '0.001', shown: 'mbar', said: { en: 'millibar', nl: 'millibar' } },
  '{rpm}': {
    dimension: 'rotation',
    factor: '1',
    shown: 'rpm',
    said: { en: 'revolutions per minute', nl: 'omwentelingen per minuut' },
    saidOne: { en: 'revolution per minute', nl: 'omwenteling per minuut' },
  },
  'mmol/L': {
    dimension: 'substance-concentration',
    factor: '1',
    shown: 'mmol/L',
    said: { en: 'millimoles per litre', nl: 'millimol per liter' },
    saidOne: { en: 'millimole per litre', nl: 'millimol per liter' },
  },
  '10*6/kg': {
    dimension: 'dose',
    factor: '1000000',
    shown: '×10⁶/kg',
    said: { en: 'million per kilogram', nl: 'miljoen per kilogram' },
  },
  '[pH]': { dimension: 'acidity', factor: '1', shown: 'pH', said: { en: 'pH', nl: 'pH' } },
  'pg/mL': {
    dimension: 'mass-concentration',
    factor: '1',
    shown: 'pg/mL',
    said: { en: 'picograms per millilitre', nl: 'picogram per milliliter' },
    saidOne: { en: 'picogram per millilitre', nl: 'picogram per milliliter' },
  },
  'mL/min': {
    dimension: 'flow',
    factor: '60',
    shown: 'mL/min',
    said: { en: 'millilitres per minute', nl: 'milliliter per minuut' },
    saidOne: { en: 'millilitre per minute', nl: 'milliliter per minuut' },
  },
  'mL/h': {
    dimension: 'flow',
    factor: '1',
    shown: 'mL/h',
    said: { en: 'millilitres per hour', nl: 'milliliter per uur' },
    saidOne: { en: 'millilitre per hour', nl: 'milliliter per uur' },
  },
  '{EU}/mL': {
    dimension: 'endotoxin',
    factor: '1',
    shown: 'EU/mL',
    said: { en: 'endotoxin units per millilitre', nl: 'endotoxine-eenheden per milliliter' },
    saidOne: { en: 'endotoxin unit per millilitre', nl: 'endotoxine-eenheid per milliliter' },
  },
  '{EU}/kg/h': {
    dimension: 'endotoxin-rate',
    factor: '1',
    shown: 'EU/kg/h',
    said: { en: 'endotoxin units per kilogram per hour', nl: 'endotoxine-eenheden per kilogram per uur' },
    saidOne: { en: 'endotoxin unit per kilogram per hour', nl: 'endotoxine-eenheid per kilogram per uur' },
  },
} as const satisfies Record<string, Unit>;

export type UnitCode = keyof typeof UNITS;
export const UNIT_CODES = Object.keys(UNITS) as readonly UnitCode[];
export const isUnitCode = (text: string): text is UnitCode => Object.hasOwn(UNITS, text);

/** What everything measurable is made of. Cells, copies and transducing units are all counted. */
export type Measure =
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
export type Powers = Readonly<Partial<Record<Measure, number>>>;

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
