import { useLanguage, usePhrases } from '../language/phrases.js';
import { RefusalBanner } from '../refusal/RefusalBanner.js';
import { formatInstant } from '../time/site-clock.js';
import { Banner } from '../ui/Banner.js';
import { outboxPhrases } from './phrases.js';
import type { CommandOutcome } from './use-command.js';

type Props = Readonly<{
  outcome: CommandOutcome;
  /** What was entered, repeated while it is on its way. */
  value?: string | undefined;
}>;

/** What became of a command, where it was given. It never says "recorded": the record itself shows that. */
export function CommandOutcomeBanner({ outcome, value }: Props) {
  const t = usePhrases(outboxPhrases);
  const language = useLanguage();
  switch (outcome.kind) {
    case 'ready':
    case 'recorded':
      return null;
    case 'sending':
      return <Banner level="calm">{value === undefined ? t('sending') : t('sendingValue', { value })}</Banner>;
    case 'refused':
      return <RefusalBanner problem={outcome.problem} />;
    case 'unanswered': {
      const since = outcome.since === undefined ? '–' : formatInstant(outcome.since, 'seconds', language);
      return <Banner level="warn">{outcome.persisted ? t('unansweredKept', { since }) : t('unanswered')}</Banner>;
    }
    case 'not saved':
      return <Banner level="stop">{t('notSaved')}</Banner>;
  }
}
