import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import { LANGUAGES, isLanguage, type Language, type Text } from '@autolog/domain/text';
import { createListeners } from '../ui/listeners.js';
import { browserSettings } from '../ui/browser-settings.js';

/** phrases.nl.ts `satisfies Phrases<typeof en>`: a missing Dutch sentence does not compile. */
export type Phrases<Shape> = Readonly<Record<keyof Shape, string>>;
export type PhraseSet<Shape> = Readonly<{ name: string; en: Shape; nl: Phrases<Shape> }>;

type PluralOf<Key> = Key extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : Key;
export type Translate<Shape> = (
  key: PluralOf<keyof Shape & string>,
  values?: Readonly<Record<string, string | number>>,
) => string;

const initialLanguage = (): Language => {
  const short = browserSettings.language().slice(0, 2);
  return isLanguage(short) ? short : 'en';
};

const translator = i18next.createInstance();
void translator.init({
  lng: initialLanguage(),
  fallbackLng: false,
  supportedLngs: [...LANGUAGES],
  resources: {},
  initAsync: false,
  keySeparator: false,
  nsSeparator: false,
  returnEmptyString: false,
  // React escapes; escaping twice would show &amp;amp; on the screen.
  interpolation: { escapeValue: false },
});
document.documentElement.lang = initialLanguage();

/** Registers the phrases of one part of the web. Both languages are in the bundle, so switching needs no network. */
export function definePhrases<const Shape extends Readonly<Record<string, string>>>(
  name: string,
  en: Shape,
  nl: Phrases<Shape>,
): PhraseSet<Shape> {
  translator.addResourceBundle('en', name, en);
  translator.addResourceBundle('nl', name, nl);
  return { name, en, nl };
}

const listeners = createListeners();
const currentLanguage = (): Language => (isLanguage(translator.language) ? translator.language : 'en');

/** Changes the language of the screen; person/session.ts keeps the choice of the person. */
export function setLanguage(language: Language): void {
  if (language === currentLanguage()) return;
  void translator.changeLanguage(language);
  browserSettings.setLanguage(language);
  document.documentElement.lang = language;
  listeners.notify();
}

export const useLanguage = (): Language => useSyncExternalStore(listeners.subscribe, currentLanguage);

/** Translates with one set of phrases: `const t = usePhrases(phrases); t('confirm', { value })`. */
export function usePhrases<Shape>(phrases: PhraseSet<Shape>): Translate<Shape> {
  const language = useLanguage();
  return (key, values) => translator.t(key, { ...values, ns: phrases.name, lng: language });
}

/** Picks the reader's language from a text of the record. */
export function useText(): (text: Text) => string {
  const language = useLanguage();
  return (text) => text[language];
}
