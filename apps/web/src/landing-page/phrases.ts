import { definePhrases, type Phrases } from '../language/phrases.js';

const en = {
  line: 'Autolog guides production for every patient from receipt to release, step by step, and keeps the batch record.',
  demo: 'Demo with a simulated clock. Nothing here is about a real patient.',
  training: 'Training site. Nothing here is about a real patient.',
  signedIn: 'Signed in as {{name}}',
  goOn: 'Continue to {{area}}',
  other: 'Sign in as someone else',
  noArea:
    'Your role has no screen in this version. People, roles and tokens are managed through the API described in the documentation.',
  unreachable: 'The server does not answer. Wait a moment; this page tries again by itself.',
  source: 'Open source, Apache-2.0 · version {{version}}',
} as const;

const nl = {
  line: 'Autolog begeleidt de productie voor elke patiënt van ontvangst tot vrijgave, stap voor stap, en houdt het batchdossier bij.',
  demo: 'Demo met een gesimuleerde klok. Niets hier gaat over een echte patiënt.',
  training: 'Oefenlocatie. Niets hier gaat over een echte patiënt.',
  signedIn: 'Aangemeld als {{name}}',
  goOn: 'Verder naar {{area}}',
  other: 'Aanmelden als iemand anders',
  noArea:
    'Voor uw rol is in deze versie geen scherm. Personen, rollen en tokens worden beheerd via de API die in de documentatie staat.',
  unreachable: 'De server antwoordt niet. Wacht even; deze pagina probeert het vanzelf opnieuw.',
  source: 'Open source, Apache-2.0 · versie {{version}}',
} satisfies Phrases<typeof en>;

export const landingPagePhrases = definePhrases('landing-page', en, nl);
