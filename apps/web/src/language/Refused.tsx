import type { Problem } from '@autolog/contract/live';
import { shownAt } from '../live/clock.js';
import { Banner } from '../ui/Banner.js';
import { livePhrases } from '../live/phrases.js';
import { useLanguage, useSay } from './phrases.js';
import { refusalShown } from './refusal-shown.js';

/** A refusal where it happened, in the reader's language, with what to do next; and the reference of a fault. */
export function Refused({ problem }: Readonly<{ problem: Problem }>) {
  const language = useLanguage();
  const say = useSay(livePhrases);
  const shown = refusalShown(problem, language, (at) => shownAt(at, 'day and time', language));
  return (
    <Banner level="stop" alert>
      {shown ?? `${say('unknownFault')} ${say('reference', { reference: problem.reference })}`}
    </Banner>
  );
}
