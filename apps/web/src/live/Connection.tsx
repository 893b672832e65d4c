import { useLanguage, useSay } from '../language/phrases.js';
import { Banner } from '../ui/Banner.js';
import { clock, shownAt } from './clock.js';
import { livePhrases } from './phrases.js';
import { useConnection } from './use-view.js';

/** Says that what stands on the glass is old, since when, and what still works. */
export function ConnectionBanner() {
  const say = useSay(livePhrases);
  const language = useLanguage();
  if (useConnection() !== 'disconnected') return null;
  const since = clock.heardAt();
  const at = since === undefined ? '–' : shownAt(since, 'seconds', language);
  return (
    <Banner level="warn" alert>
      {say('disconnected', { since: at })}
    </Banner>
  );
}
