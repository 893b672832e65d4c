import { definePhrases, type Phrases } from '../language/phrases.js';

const en = {
  title: 'Sign: {{meaning}}',
  witnessTitle: 'A second person signs: {{meaning}}',
  asking: 'Loading what you will sign…',
  reads: 'You sign exactly this',
  sign: 'Sign: {{meaning}}',
  signing: 'Signing…',
  leave: 'Back',
  typeBoth: 'Type your own user name and password.',
  asWitness: 'Not {{name}}, but a second person. {{name}} stays signed in.',
  noAnswer: 'No answer yet. It is not known whether this was signed. Press again: it is signed only once.',
  again: 'Try again',
} as const;

const nl = {
  title: 'Tekenen: {{meaning}}',
  witnessTitle: 'Een tweede persoon tekent: {{meaning}}',
  asking: 'Ophalen wat u gaat tekenen…',
  reads: 'U tekent precies dit',
  sign: 'Teken: {{meaning}}',
  signing: 'Tekenen…',
  leave: 'Terug',
  typeBoth: 'Typ uw eigen gebruikersnaam en wachtwoord.',
  asWitness: 'Niet {{name}}, maar een tweede persoon. {{name}} blijft aangemeld.',
  noAnswer: 'Nog geen antwoord. Het is niet bekend of er is getekend. Druk nogmaals: er wordt maar één keer getekend.',
  again: 'Opnieuw proberen',
} satisfies Phrases<typeof en>;

export const signingPhrases = definePhrases('signing', en, nl);
