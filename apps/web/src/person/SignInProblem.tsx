import { usePhrases } from '../language/phrases.js';
import { RefusalBanner } from '../refusal/RefusalBanner.js';
import { Banner } from '../ui/Banner.js';
import { personPhrases } from './phrases.js';
import type { SignInState } from './use-sign-in.js';

/** Why nobody was signed in. */
export function SignInProblem({ state }: Readonly<{ state: SignInState }>) {
  const t = usePhrases(personPhrases);
  if (state.kind === 'refused') return <RefusalBanner problem={state.problem} />;
  return state.kind === 'unanswered' ? <Banner level="warn">{t('noAnswer')}</Banner> : null;
}
