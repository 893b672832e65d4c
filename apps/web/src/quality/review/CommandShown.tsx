import type { CommandOutcome } from '../../outbox/use-command.js';
import { Refused } from '../../language/Refused.js';
import { useSay } from '../../language/phrases.js';
import { livePhrases } from '../../live/phrases.js';
import { Banner } from '../../ui/Banner.js';
import { phrases } from '../phrases.js';

/** Where a command stands; that it is recorded is said by whoever sent it, once the page shows it. */
export function CommandShown({ outcome }: Readonly<{ outcome: CommandOutcome }>) {
  const say = useSay(phrases);
  const sayLive = useSay(livePhrases);
  switch (outcome.kind) {
    case 'ready':
    case 'recorded':
      return null;
    case 'sending':
      return <Banner level="calm">{say('notRecordedYet')}</Banner>;
    case 'refused':
      return <Refused problem={outcome.problem} />;
    case 'unanswered':
    case 'not held':
      return <Banner level="warn">{sayLive('unreachable')}</Banner>;
  }
}
