import type { Language } from '@autolog/domain/text';

/** How dates and times are written in each language. */
export const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', nl: 'nl-NL' };
