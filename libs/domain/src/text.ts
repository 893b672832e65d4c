export const LANGUAGES = ['en', 'nl'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Every sentence a person reads exists in every language, or it does not compile. */
export type Text = Readonly<Record<Language, string>>;
