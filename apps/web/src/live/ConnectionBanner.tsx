import { useLanguage, usePhrases } from '../language/phrases.js';
import { Banner } from '../ui/Banner.js';
import { siteClock, formatInstant } from '../time/site-clock.js';
import { livePhrases } from './phrases.js';
import { useConnection } from './use-view.js';

/** Tells that the screen is out of date, since when, and what still works. */
export function ConnectionBanner() {
  const t = usePhrases(livePhrases);
  const language = useLanguage();
  if (useConnection() !== 'disconnected') return null;
  const since = siteClock.lastBeatAt();
  const at = since === undefined ? '–' : formatInstant(since, 'seconds', language);
  return (
    <Banner level="warn" alert>
      {t('disconnected', { since: at })}
    </Banner>
  );
}
