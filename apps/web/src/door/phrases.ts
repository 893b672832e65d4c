import { area, type Phrases } from '../language/phrases.js';

const en = {
  line: 'Autolog leads every patient’s cells from receipt to release, step by step, and keeps the record.',
  demo: 'Demo with a simulated clock. Nothing here is about a real patient.',
  training: 'Training site. Nothing here is about a real patient.',
  signedIn: 'Signed in as {{name}}',
  goOn: 'Go on to {{area}}',
  other: 'Somebody else',
  noArea:
    'Your role has no screen in this version. People, roles and tokens are managed over the interface described in the documentation.',
  unreachable: 'The server does not answer. Wait a moment; this page asks again by itself.',
  source: 'Open source, Apache-2.0 · version {{version}}',
  daysPlayed: '{{days}} of {{of}} days are simulated',
  meanwhile: 'Sign in already and watch: site time runs fast until the demo has caught up with today.',
  toTry: 'What to try',
  tryHint: 'Touch one: you are signed in as that person and are where it begins.',
  goAs: 'As {{name}}, {{roles}}',
} as const;

const nl = {
  line: 'Autolog leidt de cellen van elke patiënt van ontvangst tot vrijgave, stap voor stap, en houdt het dossier bij.',
  demo: 'Demo met een gesimuleerde klok. Niets hier gaat over een echte patiënt.',
  training: 'Oefenlocatie. Niets hier gaat over een echte patiënt.',
  signedIn: 'Aangemeld als {{name}}',
  goOn: 'Verder naar {{area}}',
  other: 'Iemand anders',
  noArea:
    'Uw rol heeft in deze versie geen scherm. Mensen, rollen en sleutels worden beheerd via de interface die in de documentatie staat.',
  unreachable: 'De server antwoordt niet. Wacht even; deze pagina vraagt het vanzelf opnieuw.',
  source: 'Open source, Apache-2.0 · versie {{version}}',
  daysPlayed: '{{days}} van {{of}} dagen zijn gesimuleerd',
  meanwhile: 'Meld u vast aan en kijk mee: de tijd van de locatie loopt snel tot de demo bij vandaag is.',
  toTry: 'Wat u kunt proberen',
  tryHint: 'Raak er een aan: u bent aangemeld als die persoon en staat waar het begint.',
  goAs: 'Als {{name}}, {{roles}}',
} satisfies Phrases<typeof en>;

export const doorPhrases = area('door', en, nl);
