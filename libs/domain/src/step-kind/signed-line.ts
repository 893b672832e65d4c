import type { Language, Text } from '../text.js';

/** One line of what a person reads before signing. */
export type SignedLine = Readonly<{ label: string; value: string }>;

export const signedLine = (label: Text, value: string, language: Language): SignedLine => ({
  label: label[language],
  value,
});

const RECORDED: Text = { en: 'Recorded', nl: 'Vastgelegd' };

/** The line with what will be recorded, or with why it cannot be. */
export const recordedLine = (value: string, language: Language): SignedLine => signedLine(RECORDED, value, language);
