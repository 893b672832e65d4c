import { DIMENSIONS, UNITS, type FundamentalQuantity, type Powers, type UnitCode } from '../quantity/unit.js';
import type { Text } from '../text.js';

export const powersOf = (unit: UnitCode): Powers => DIMENSIONS[UNITS[unit].dimension].powers;

/** Powers of a product (sign 1) or a quotient (sign -1); a power of zero is left out. */
export function combined(left: Powers, right: Powers, sign: 1 | -1): Powers {
  const measures = new Set([...entriesOf(left), ...entriesOf(right)].map(([measure]) => measure));
  return Object.fromEntries(
    [...measures]
      .map((measure) => [measure, (left[measure] ?? 0) + sign * (right[measure] ?? 0)] as const)
      .filter(([, power]) => power !== 0),
  );
}

export const samePowers = (left: Powers, right: Powers): boolean =>
  left === right || (covers(left, right) && covers(right, left));

const covers = (left: Powers, right: Powers): boolean =>
  entriesOf(right).every(([measure, power]) => left[measure] === power);

const WORDS: Readonly<Record<FundamentalQuantity, Text>> = {
  count: { en: 'count', nl: 'aantal' },
  volume: { en: 'volume', nl: 'volume' },
  mass: { en: 'mass', nl: 'massa' },
  time: { en: 'time', nl: 'tijd' },
  temperature: { en: 'temperature', nl: 'temperatuur' },
  pressure: { en: 'pressure', nl: 'druk' },
  rotation: { en: 'speed of rotation', nl: 'toerental' },
  substance: { en: 'amount of substance', nl: 'hoeveelheid stof' },
  endotoxin: { en: 'endotoxin', nl: 'endotoxine' },
  acidity: { en: 'acidity', nl: 'zuurgraad' },
};

/** What something measures, in words: "count per volume". */
export const powersInWords = (powers: Powers): Text => ({ en: words(powers, 'en'), nl: words(powers, 'nl') });

function words(powers: Powers, language: keyof Text): string {
  const side = (sign: 1 | -1): string[] =>
    entriesOf(powers)
      .filter(([, power]) => power * sign > 0)
      .map(([measure, power]) => WORDS[measure][language] + (Math.abs(power) === 1 ? '' : `^${Math.abs(power)}`));
  const [above, below] = [side(1), side(-1)];
  if (above.length + below.length === 0) return language === 'en' ? 'a plain number' : 'een getal zonder eenheid';
  return [above.length === 0 ? '1' : above.join(' × '), ...below].join(' per ');
}

const entriesOf = (powers: Powers): [FundamentalQuantity, number][] =>
  Object.entries(powers) as [FundamentalQuantity, number][];
