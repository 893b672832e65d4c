import type { Problem } from '@autolog/contract/problem';
import { formatInstant } from '../time/site-clock.js';
import { Banner } from '../ui/Banner.js';
import { useLanguage, usePhrases } from '../language/phrases.js';
import { formatRefusal } from './format-refusal.js';
import { refusalPhrases } from './phrases.js';

/** A refusal in the reader's language with what to do next; for an unknown fault, its reference. */
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
