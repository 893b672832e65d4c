import { useRef } from 'react';
import { useLanguage, useSay } from '../language/phrases.js';
import { Banner } from '../ui/Banner.js';
import { clock, shownAt } from './clock.js';
import { livePhrases } from './phrases.js';
import { useConnection } from './use-view.js';

/** Says that what stands on the glass is old, since when, and what still works. */
export function ConnectionBanner() {
  const say = useSay(livePhrases);
  const language = useLanguage();
  const connection = useConnection();
  const since = useRef<number>(undefined);
  if (connection !== 'disconnected') {
    since.current = undefined;
    return null;
  }
  since.current ??= clock.now();
  const at = since.current === undefined ? '–' : shownAt(since.current, 'seconds', language);
  return (
    <Banner level="warn" alert>
      {say('disconnected', { since: at })}
    </Banner>
  );
}
