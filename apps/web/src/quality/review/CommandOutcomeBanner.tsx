import type { CommandOutcome } from '../../outbox/use-command.js';
import { RefusalBanner } from '../../refusal/RefusalBanner.js';
import { usePhrases } from '../../language/phrases.js';
import { livePhrases } from '../../live/phrases.js';
import { Banner } from '../../ui/Banner.js';
import { qualityPhrases } from '../language/phrases.js';

/** Where a command stands; that it is recorded is said by whoever sent it, once the page shows it. */
export function CommandOutcomeBanner({ outcome }: Readonly<{ outcome: CommandOutcome }>) {
  const t = usePhrases(qualityPhrases);
  const tLive = usePhrases(livePhrases);
  switch (outcome.kind) {
    case 'ready':
    case 'recorded':
      return null;
    case 'sending':
      return <Banner level="calm">{t('notRecordedYet')}</Banner>;
    case 'refused':
      return <RefusalBanner problem={outcome.problem} />;
    case 'unanswered':
    case 'not saved':
      return <Banner level="warn">{tLive('unreachable')}</Banner>;
  }
}
