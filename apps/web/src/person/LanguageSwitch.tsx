import { setLanguage, useLanguage, usePhrases } from '../language/phrases.js';
import { Button } from '../ui/Button.js';
import { personPhrases } from './phrases.js';
import { chooseLanguage } from './session.js';

/** Names the other language in that language. */
export function LanguageSwitch({
  signedIn,
  wide,
}: Readonly<{ /** Whether somebody is signed in whose choice is kept. */ signedIn: boolean; wide?: boolean }>) {
  const t = usePhrases(personPhrases);
  const next = useLanguage() === 'en' ? 'nl' : 'en';
  return (
    <Button
      tone="quiet"
      wide={wide === true}
      onPress={() => (signedIn ? void chooseLanguage(next) : setLanguage(next))}
    >
      <span lang={next}>{t('language')}</span>
    </Button>
  );
}
