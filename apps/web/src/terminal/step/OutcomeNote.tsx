import type { CommandOutcome } from '../../outbox/use-command.js';
import { useLanguage, useSay } from '../../language/phrases.js';
import { Refused } from '../../language/Refused.js';
import { shownAt } from '../../live/clock.js';
import { Banner } from '../../ui/Banner.js';
import { terminalPhrases } from '../phrases.js';

/** What became of what was pressed, where it was pressed. The word "recorded" is not here: the record itself says it. */
export function OutcomeNote({ outcome, value }: Readonly<{ outcome: CommandOutcome; value?: string | undefined }>) {
  const say = useSay(terminalPhrases);
  const language = useLanguage();
  switch (outcome.kind) {
    case 'ready':
    case 'recorded':
      return null;
    case 'sending':
      return <Banner level="calm">{value === undefined ? say('sendingAny') : say('sending', { value })}</Banner>;
    case 'refused':
      return <Refused problem={outcome.problem} />;
    case 'unanswered':
      return (
        <Banner level="warn">
          {say('stillTrying', {
            since: outcome.since === undefined ? '–' : shownAt(outcome.since, 'seconds', language),
          })}
        </Banner>
      );
    case 'not held':
      return <Banner level="stop">{say('notKept')}</Banner>;
  }
}
