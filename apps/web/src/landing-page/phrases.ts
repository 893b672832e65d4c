import { definePhrases, type Phrases } from '../language/phrases.js';

const en = {
  line: 'Autolog guides production for every patient from receipt to release, step by step, and keeps the batch record.',
  demo: 'Demo with a simulated clock. Nothing here is about a real patient.',
  training: 'Training site. Nothing here is about a real patient.',
  signedIn: 'Signed in as {{name}}',
  goOn: 'Go on to {{area}}',
  other: 'Somebody else',
  noArea:
    'Your role has no screen in this version. People, roles and tokens are managed through the API described in the documentation.',
  unreachable: 'The server does not answer. Wait a moment; this page tries again by itself.',
  source: 'Open source, Apache-2.0 · version {{version}}',
  daysPlayed: '{{days}} of {{of}} days are simulated',
  meanwhile: 'You can sign in now and watch: site time runs fast until the demo has reached today.',
  toTry: 'What to try',
  tryHint: 'Choose one: you are signed in as that person and the right screen opens.',
  goAs: 'As {{name}}, {{roles}}',
} as const;

const nl = {
  line: 'Autolog begeleidt de productie voor elke patiënt van ontvangst tot vrijgave, stap voor stap, en houdt het batchdossier bij.',
  demo: 'Demo met een gesimuleerde klok. Niets hier gaat over een echte patiënt.',
  training: 'Oefenlocatie. Niets hier gaat over een echte patiënt.',
  signedIn: 'Aangemeld als {{name}}',
  goOn: 'Verder naar {{area}}',
  other: 'Iemand anders',
  noArea:
    'Voor uw rol is in deze versie geen scherm. Personen, rollen en tokens worden beheerd via de API die in de documentatie staat.',
  unreachable: 'De server antwoordt niet. Wacht even; deze pagina probeert het vanzelf opnieuw.',
  source: 'Open source, Apache-2.0 · versie {{version}}',
  daysPlayed: '{{days}} van {{of}} dagen zijn gesimuleerd',
  meanwhile:
    'U kunt zich nu al aanmelden en volgen wat er gebeurt: de locatietijd loopt snel tot de demo bij vandaag is.',
  toTry: 'Wat u kunt proberen',
  tryHint: 'Kies er een: u wordt aangemeld als die persoon en het juiste scherm gaat open.',
  goAs: 'Als {{name}}, {{roles}}',
} satisfies Phrases<typeof en>;

export const landingPagePhrases = definePhrases('door', en, nl);
