import { useSyncExternalStore } from 'react';

// The part of the address after # names the place in the application: a reload shows the same.

const read = (): string => window.location.hash.replace(/^#\/?/, '');
const subscribe = (listener: () => void): (() => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};

/** The words of the address, decoded: `#/batches/B-31` is ['batches', 'B-31']; the first page is []. */
export const useAddress = (): readonly string[] => segmentsOf(useSyncExternalStore(subscribe, read));

export const segmentsOf = (hash: string): readonly string[] =>
  hash
    .split('/')
    .filter((word) => word !== '')
    .map(decodeSegment);

/** A malformed escape is kept as it is: no address may make a screen fail. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

export const addressOf = (...segments: readonly string[]): string =>
  `#/${segments.map((word) => encodeURIComponent(word)).join('/')}`;

export function goTo(...segments: readonly string[]): void {
  window.location.hash = addressOf(...segments);
}

/** Loads the same address again. */
export function reloadPage(): void {
  window.location.reload();
}

/** Opens another page of the site. */
export function openPage(path: string): void {
  window.location.assign(path);
}
