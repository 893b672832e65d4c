import type { Problem } from '@autolog/contract/live';
import { formatInstant } from '../time/site-clock.js';
import { Banner } from '../ui/Banner.js';
import { useLanguage, usePhrases } from '../language/phrases.js';
import { formatRefusal } from './format-refusal.js';
import { refusalPhrases } from './phrases.js';

/** A refusal where it happened, in the reader's language, with what to do next; and the reference of a fault. */
export function RefusalBanner({ problem }: Readonly<{ problem: Problem }>) {
  const language = useLanguage();
  const t = usePhrases(refusalPhrases);
  const sentence = formatRefusal(problem, language, (at) => formatInstant(at, 'day and time', language));
  return (
    <Banner level="stop" alert>
      {sentence ?? `${t('unknownFault')} ${t('reference', { reference: problem.reference })}`}
    </Banner>
  );
}
