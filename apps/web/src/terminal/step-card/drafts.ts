import { useState } from 'react';

const DRAFTS_MAX = 200;
const drafts = new Map<string, string>();

/** Typed text, kept in memory per person and step: a switch of person or screen does not lose it (S1). */
export function useDraft(key: string): readonly [string, (text: string) => void] {
  const [text, setText] = useState(() => drafts.get(key) ?? '');
  return [
    text,
    (next) => {
      if (drafts.size >= DRAFTS_MAX) drafts.clear();
      drafts.set(key, next);
      setText(next);
    },
  ];
}

/** Forgets the typed text after it is recorded. */
export const forgetDraft = (key: string): void => void drafts.delete(key);
