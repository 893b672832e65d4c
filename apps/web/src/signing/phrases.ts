import { area, type Phrases } from '../language/phrases.js';

const en = {
  title: 'Sign: {{meaning}}',
  witnessTitle: 'A second person signs: {{meaning}}',
  asking: 'What will be signed is being fetched…',
  reads: 'You sign exactly this',
  sign: 'Sign: {{meaning}}',
  signing: 'Signing…',
  notYet: 'Not signed yet',
  leave: 'Back',
  typeBoth: 'Type your own user name and password.',
  asWitness: 'Not {{name}}: the person beside them. {{name}} stays signed in.',
  noAnswer: 'No answer yet. It is not known whether this was signed; press again, it will be signed once.',
  again: 'Ask again',
} as const;

const nl = {
  title: 'Tekenen: {{meaning}}',
  witnessTitle: 'Een tweede persoon tekent: {{meaning}}',
  asking: 'Wat wordt getekend, wordt opgehaald…',
  reads: 'U tekent precies dit',
  sign: 'Teken: {{meaning}}',
  signing: 'Tekenen…',
  notYet: 'Nog niet getekend',
  leave: 'Terug',
  typeBoth: 'Typ uw eigen gebruikersnaam en wachtwoord.',
  asWitness: 'Niet {{name}}, maar wie ernaast staat. {{name}} blijft aangemeld.',
  noAnswer: 'Nog geen antwoord. Het is niet bekend of er is getekend; druk nogmaals, er wordt één keer getekend.',
  again: 'Opnieuw vragen',
} satisfies Phrases<typeof en>;

export const signingPhrases = area('signing', en, nl);
