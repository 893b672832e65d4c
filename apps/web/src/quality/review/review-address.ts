import { isSignalName, type SignalName } from '@autolog/domain/device/signal';
import type { TimeRange } from '../../chart/gaps.js';
import { addressOf } from '../../ui/address.js';

/** Where a reviewer is in a batch. It is part of the address, so that a reload or a colleague sees the same. */
export type ReviewAddress = Readonly<{ exception?: string; signal?: SignalName; window?: TimeRange }>;

const WINDOW = /^(\d{1,15})-(\d{1,15})$/;

/** Words of the address after the batch, in pairs; unknown words are ignored. */
export function parseReviewAddress(segments: readonly string[]): ReviewAddress {
  const pairs = new Map(
    segments.flatMap((segment, n) => (n % 2 === 0 ? [[segment, segments[n + 1] ?? ''] as const] : [])),
  );
  const signal = pairs.get('signal') ?? '';
  const exception = pairs.get('exception') ?? '';
  const [, from, to] = WINDOW.exec(pairs.get('window') ?? '') ?? [];
  const window =
    from === undefined || to === undefined
      ? undefined
      : { from: Number.parseInt(from, 10), to: Number.parseInt(to, 10) };
  return {
    ...(exception === '' ? {} : { exception }),
    ...(isSignalName(signal) ? { signal } : {}),
    ...(window === undefined || window.to <= window.from ? {} : { window }),
  };
}

/** The address of a place in a batch. */
export const reviewAddressSegments = (
  batch: string,
  { exception, signal, window }: ReviewAddress,
): readonly string[] => [
  'batches',
  batch,
  ...(exception === undefined ? [] : ['exception', exception]),
  ...(signal === undefined ? [] : ['signal', signal]),
  ...(window === undefined ? [] : ['window', `${Math.round(window.from)}-${Math.round(window.to)}`]),
];

export const reviewHref = (batch: string, address: ReviewAddress): string =>
  addressOf(...reviewAddressSegments(batch, address));

/** The same place with nothing of one kind. */
export const without = (address: ReviewAddress, member: keyof ReviewAddress): ReviewAddress =>
  Object.fromEntries(Object.entries(address).filter(([name]) => name !== member));
