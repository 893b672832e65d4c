import { useSyncExternalStore } from 'react';

// Where we are is the part of the address behind #: a reload shows the same, and any server can serve the page.

const read = (): string => window.location.hash.replace(/^#\/?/, '');
const subscribe = (listener: () => void): (() => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};

/** The words of the address, decoded: `#/batches/B-31` is ['batches', 'B-31']; the first page is []. */
export const useAddress = (): readonly string[] => wordsOf(useSyncExternalStore(subscribe, read));

export const wordsOf = (hash: string): readonly string[] =>
  hash
    .split('/')
    .filter((word) => word !== '')
    .map(decoded);

/** What somebody typed or cut short is taken as it stands: no address may keep a screen from being drawn. */
function decoded(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}

export const addressOf = (...words: readonly string[]): string =>
  `#/${words.map((word) => encodeURIComponent(word)).join('/')}`;

export function goTo(...words: readonly string[]): void {
  window.location.hash = addressOf(...words);
}

/** The same place, from the server. */
export function loadAgain(): void {
  window.location.reload();
}

/** Another area of the same site: a page of its own. */
export function goToArea(path: string): void {
  window.location.assign(path);
}
