import { area, type Phrases } from '../language/phrases.js';

const en = {
  simulated: 'simulated clock',
  simulatedShort: 'simulated {{rate}}×',
  speed: 'Speed of the simulated clock',
  times: '{{rate}}×',
  realTime: '1× real time',
  minuteASecond: '60× a minute a second',
  dayAMinute: '1440× a day a minute',
  next: 'Next event',
  untilNext: 'Running to the next due time…',
  close: 'Close',
  explain: 'The demo has a clock of its own. Everything recorded under it carries the mark “simulated clock” for ever.',
  noAnswer: 'The server does not answer. The speed is unchanged.',
  terminal: 'Terminal',
  quality: 'Quality',
  planning: 'Orders and batches',
  recipe: 'Recipes',
  wall: 'Wall screen',
  areas: 'Areas',
  signOut: 'Sign out',
  dark: 'Dark',
  light: 'Light',
  signInAgain: 'Sign in to go on',
  brokenPart: 'This part of the screen could not be drawn. What was recorded is safe.',
  drawAgain: 'Draw it again',
  brokenScreen:
    'This screen could not be drawn. What was recorded is safe, and timers go on. Load the screen again; if this stays, go on at another terminal.',
  loadAgain: 'Load again',
} as const;

const nl = {
  simulated: 'gesimuleerde klok',
  simulatedShort: 'simulatie {{rate}}×',
  speed: 'Snelheid van de gesimuleerde klok',
  times: '{{rate}}×',
  realTime: '1× echte tijd',
  minuteASecond: '60× een minuut per seconde',
  dayAMinute: '1440× een dag per minuut',
  next: 'Volgende gebeurtenis',
  untilNext: 'Loopt door tot het volgende tijdstip…',
  close: 'Sluiten',
  explain:
    'De demo heeft een eigen klok. Alles wat eronder wordt vastgelegd draagt voor altijd het merk “gesimuleerde klok”.',
  noAnswer: 'De server antwoordt niet. De snelheid is niet veranderd.',
  terminal: 'Terminal',
  quality: 'Kwaliteit',
  planning: 'Opdrachten en batches',
  recipe: 'Recepten',
  wall: 'Wandscherm',
  areas: 'Onderdelen',
  signOut: 'Afmelden',
  dark: 'Donker',
  light: 'Licht',
  signInAgain: 'Meld u aan om verder te gaan',
  brokenPart: 'Dit deel van het scherm kon niet worden getoond. Wat is vastgelegd is veilig.',
  drawAgain: 'Opnieuw tonen',
  brokenScreen:
    'Dit scherm kon niet worden getoond. Wat is vastgelegd is veilig, en timers lopen door. Laad het scherm opnieuw; blijft dit zo, ga dan verder op een andere terminal.',
  loadAgain: 'Opnieuw laden',
} satisfies Phrases<typeof en>;

export const sitePhrases = area('site', en, nl);
