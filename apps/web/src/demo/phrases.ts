import { definePhrases, type Phrases } from '../language/phrases.js';

const en = {
  people: 'Demo: who can sign in',
  peopleHint: 'Touch a name to fill in the fields. These people and passwords exist in the demo only.',
  daysSimulated: '{{days}} of {{of}} days are simulated',
  meanwhile: 'You can sign in now and watch: site time runs fast until the demo has reached today.',
  suggestions: 'What to try',
  suggestionsHint: 'Choose one: you are signed in as that person and the right screen opens.',
  signInAs: 'As {{name}}, {{roles}}',
} as const;

const nl = {
  people: 'Demo: wie zich kan aanmelden',
  peopleHint: 'Raak een naam aan om de velden te vullen. Deze mensen en wachtwoorden bestaan alleen in de demo.',
  daysSimulated: '{{days}} van {{of}} dagen zijn gesimuleerd',
  meanwhile:
    'U kunt zich nu al aanmelden en volgen wat er gebeurt: de locatietijd loopt snel tot de demo bij vandaag is.',
  suggestions: 'Wat u kunt proberen',
  suggestionsHint: 'Kies er een: u wordt aangemeld als die persoon en het juiste scherm gaat open.',
  signInAs: 'Als {{name}}, {{roles}}',
} satisfies Phrases<typeof en>;

export const demoPhrases = definePhrases('demo', en, nl);
