import type { CommandOutcome } from '../../outbox/use-command.js';
import { useSay } from '../../language/phrases.js';
import { Refused } from '../../language/Refused.js';
import { Banner } from '../../ui/Banner.js';
import { planningPhrases } from '../phrases.js';

/** What became of what was asked, beside where it was asked. */
export function Outcome({ of }: Readonly<{ of: CommandOutcome }>) {
  const say = useSay(planningPhrases);
  if (of.kind === 'refused') return <Refused problem={of.problem} />;
  if (of.kind === 'sending') return <Banner level="calm">{say('sending')}</Banner>;
  return of.kind === 'unanswered' || of.kind === 'not held' ? <Banner level="warn">{say('unanswered')}</Banner> : null;
}
