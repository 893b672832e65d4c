import { UNFILTERED, type RecordFilter } from './record-filter.js';

/** Rows shown at once; a button shows the others, and the count above tells how many there are. */
export const EVENTS_PER_PAGE = 100;

export type RecordAddress = Readonly<{ filter: RecordFilter; /** First row shown, counted from 0. */ from: number }>;

const FILTER_NAMES = ['type', 'actor', 'step'] as const;

/** Words of the address after `record`, in pairs; an unknown word filters nothing. */
export function parseRecordAddress(segments: readonly string[]): RecordAddress {
  const pairs = new Map(
    segments.flatMap((segment, n) => (n % 2 === 0 ? [[segment, segments[n + 1] ?? ''] as const] : [])),
  );
  const from = pairs.get('from') ?? '';
  return {
    filter: { ...UNFILTERED, ...Object.fromEntries(FILTER_NAMES.map((name) => [name, pairs.get(name) ?? ''])) },
    from: /^\d{1,7}$/.test(from) ? Number.parseInt(from, 10) : 0,
  };
}

export const recordAddressSegments = ({ filter, from }: RecordAddress): readonly string[] => [
  ...FILTER_NAMES.flatMap((name) => (filter[name] === '' ? [] : [name, filter[name]])),
  ...(from === 0 ? [] : ['from', String(from)]),
];
