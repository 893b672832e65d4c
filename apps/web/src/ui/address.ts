import { useSyncExternalStore } from 'react';

// Where we are is the part of the address behind #: a reload shows the same, and any server can serve the page.

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

/** What somebody typed or cut short is taken as it stands: no address may keep a screen from being drawn. */
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

/** The same place, from the server. */
export function reloadPage(): void {
  window.location.reload();
}

/** Another area of the same site: a page of its own. */
export function openPage(path: string): void {
  window.location.assign(path);
}
