import { setLanguage, useLanguage, useSay } from '../language/phrases.js';
import { Button } from '../ui/Button.js';
import { personPhrases } from './phrases.js';
import { chooseLanguage } from './session.js';

/** Names the other language in that language, so that whoever needs it can read it. */
export function LanguageSwitch({
  known,
  wide,
}: Readonly<{ /** Somebody is signed in to remember it for. */ known: boolean; wide?: boolean }>) {
  const say = useSay(personPhrases);
  const next = useLanguage() === 'en' ? 'nl' : 'en';
  return (
    <Button tone="quiet" wide={wide === true} onPress={() => (known ? void chooseLanguage(next) : setLanguage(next))}>
      <span lang={next}>{say('language')}</span>
    </Button>
  );
}
