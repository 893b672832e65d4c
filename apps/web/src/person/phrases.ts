import { definePhrases, type Phrases } from '../language/phrases.js';

const en = {
  userName: 'User name',
  password: 'Password',
  signIn: 'Sign in',
  signingIn: 'Signing in…',
  noAnswer: 'The server does not answer. Try again in a moment.',
  typeBoth: 'Type your user name and password.',
  technician: 'technician',
  qc_analyst: 'QC analyst',
  quality_officer: 'quality officer',
  qualified_person: 'Qualified Person',
  process_engineer: 'process engineer',
  planner: 'planner',
  administrator: 'administrator',
  inspector: 'inspector',
  privacy_officer: 'privacy officer',
  language: 'Nederlands',
} as const;

const nl = {
  userName: 'Gebruikersnaam',
  password: 'Wachtwoord',
  signIn: 'Aanmelden',
  signingIn: 'Aanmelden…',
  noAnswer: 'De server antwoordt niet. Probeer het zo weer.',
  typeBoth: 'Typ uw gebruikersnaam en wachtwoord.',
  technician: 'analist in de cleanroom',
  qc_analyst: 'QC-analist',
  quality_officer: 'kwaliteitsmedewerker',
  qualified_person: 'Qualified Person',
  process_engineer: 'procesingenieur',
  planner: 'planner',
  administrator: 'beheerder',
  inspector: 'inspecteur',
  privacy_officer: 'privacyfunctionaris',
  language: 'English',
} satisfies Phrases<typeof en>;

export const personPhrases = definePhrases('person', en, nl);
