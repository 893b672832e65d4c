import { Banner } from '../ui/Banner.js';
import { Button } from '../ui/Button.js';
import { formatInstant } from '../time/site-clock.js';
import { useLanguage, usePhrases } from '../language/phrases.js';
import { RefusalBanner } from '../refusal/RefusalBanner.js';
import { outbox, useOutbox } from './outbox.js';
import { outboxPhrases } from './phrases.js';

/** Every command given on this screen that has no answer yet, whoever gave it. */
export function OutboxStrip() {
  const t = usePhrases(outboxPhrases);
  const language = useLanguage();
  const entries = useOutbox();
  const refused = entries.find((each) => each.refused !== undefined && each.person === outbox.person());
  const unanswered = entries.filter((each) => each.refused === undefined);
  const first = unanswered[0]?.savedAt;
  if (refused?.refused !== undefined) {
    return (
      <div>
        <RefusalBanner problem={refused.refused} />
        <Button onPress={() => void outbox.dismiss(refused.id)}>{t('read')}</Button>
      </div>
    );
  }
  if (unanswered.length === 0) return null;
  return (
    <Banner level="warn">
      {t('waiting', {
        count: unanswered.length,
        since: first === undefined ? '–' : formatInstant(first, 'time', language),
      })}
    </Banner>
  );
}
