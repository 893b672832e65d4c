import { UNFILTERED, type RecordFilter } from './record-filter.js';

/** Rows drawn at once; the rest is one press away, and the count above says how many there are. */
export const PAGE = 100;

export type RecordPlace = Readonly<{ filter: RecordFilter; /** First row shown, counted from 0. */ from: number }>;

const NAMES = ['type', 'actor', 'step'] as const;

/** Words of the address after `record`, in pairs; what is not understood filters nothing. */
export function readRecordPlace(words: readonly string[]): RecordPlace {
  const pairs = new Map(words.flatMap((word, n) => (n % 2 === 0 ? [[word, words[n + 1] ?? ''] as const] : [])));
  const from = pairs.get('from') ?? '';
  return {
    filter: { ...UNFILTERED, ...Object.fromEntries(NAMES.map((name) => [name, pairs.get(name) ?? ''])) },
    from: /^\d{1,7}$/.test(from) ? Number.parseInt(from, 10) : 0,
  };
}

export const wordsOfRecordPlace = ({ filter, from }: RecordPlace): readonly string[] => [
  ...NAMES.flatMap((name) => (filter[name] === '' ? [] : [name, filter[name]])),
  ...(from === 0 ? [] : ['from', String(from)]),
];
