import { Banner } from '../ui/Banner.js';
import { Button } from '../ui/Button.js';
import { shownAt } from '../live/clock.js';
import { useLanguage, useSay } from '../language/phrases.js';
import { Refused } from '../language/Refused.js';
import { outbox, useOutbox } from './Outbox.js';
import { outboxPhrases } from './phrases.js';

/** Everything pressed here that the log has not answered, whoever pressed it. */
export function OutboxStrip() {
  const say = useSay(outboxPhrases);
  const language = useLanguage();
  const held = useOutbox();
  const refused = held.find((each) => each.refused !== undefined && each.person === outbox.who());
  const silent = held.filter((each) => each.refused === undefined);
  const first = silent[0]?.heldAt;
  if (refused?.refused !== undefined) {
    return (
      <div>
        <Refused problem={refused.refused} />
        <Button onPress={() => void outbox.seen(refused.id)}>{say('read')}</Button>
      </div>
    );
  }
  if (silent.length === 0) return null;
  return (
    <Banner level="warn">
      {say('waiting', { count: silent.length, since: first === undefined ? '–' : shownAt(first, 'time', language) })}
    </Banner>
  );
}
