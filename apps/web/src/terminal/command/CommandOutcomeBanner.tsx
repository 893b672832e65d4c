import type { CommandOutcome } from '../../outbox/use-command.js';
import { useLanguage, usePhrases } from '../../language/phrases.js';
import { RefusalBanner } from '../../refusal/RefusalBanner.js';
import { formatInstant } from '../../time/site-clock.js';
import { Banner } from '../../ui/Banner.js';
import { terminalPhrases } from '../language/phrases.js';

/** What became of what was pressed, where it was pressed. The word "recorded" is not here: the record itself says it. */
export function CommandOutcomeBanner({
  outcome,
  value,
}: Readonly<{ outcome: CommandOutcome; value?: string | undefined }>) {
  const t = usePhrases(terminalPhrases);
  const language = useLanguage();
  switch (outcome.kind) {
    case 'ready':
    case 'recorded':
      return null;
    case 'sending':
      return <Banner level="calm">{value === undefined ? t('sendingAny') : t('sending', { value })}</Banner>;
    case 'refused':
      return <RefusalBanner problem={outcome.problem} />;
    case 'unanswered':
      return (
        <Banner level="warn">
          {t('stillTrying', {
            since: outcome.since === undefined ? '–' : formatInstant(outcome.since, 'seconds', language),
          })}
        </Banner>
      );
    case 'not saved':
      return <Banner level="stop">{t('notKept')}</Banner>;
  }
}
