import type { CommandOutcome } from '../../outbox/use-command.js';
import { usePhrases } from '../../language/phrases.js';
import { RefusalBanner } from '../../refusal/RefusalBanner.js';
import { Banner } from '../../ui/Banner.js';
import { planningPhrases } from './phrases.js';

/** What became of what was asked, beside where it was asked. */
export function CommandOutcomeBanner({ outcome }: Readonly<{ outcome: CommandOutcome }>) {
  const t = usePhrases(planningPhrases);
  if (outcome.kind === 'refused') return <RefusalBanner problem={outcome.problem} />;
  if (outcome.kind === 'sending') return <Banner level="calm">{t('sending')}</Banner>;
  return outcome.kind === 'unanswered' || outcome.kind === 'not saved' ? (
    <Banner level="warn">{t('unanswered')}</Banner>
  ) : null;
}
