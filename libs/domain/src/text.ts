export const LANGUAGES = ['en', 'nl'] as const;
export type Language = (typeof LANGUAGES)[number];
export const isLanguage = (text: string): text is Language => (LANGUAGES as readonly string[]).includes(text);

/** Every sentence a person reads exists in every language, or it does not compile. */
export type Text = Readonly<Record<Language, string>>;
