import { definePhrases, type Phrases } from '../language/phrases.js';

const en = {
  unknownFault: 'Autolog could not do this. Nothing was recorded.',
  reference: 'Reference {{reference}}',
} as const;

const nl = {
  unknownFault: 'Dit is niet gelukt. Er is niets vastgelegd.',
  reference: 'Kenmerk {{reference}}',
} satisfies Phrases<typeof en>;

export const refusalPhrases = definePhrases('refusal', en, nl);
