import { definePhrases, type Phrases } from '../language/phrases.js';

const en = {
  sending: 'Sent, not yet recorded …',
  sendingValue: '{{value}}: sent, not yet recorded …',
  unanswered: 'No answer yet. Press again: it is done only once.',
  unansweredKept: 'No answer since {{since}}. It is kept and sent again; it is not yet recorded.',
  notSaved: 'This terminal could not store your entry, so it was not sent. Free some space or use another terminal.',
  waiting_one: '1 entry made here has had no answer since {{since}}. It is kept and will be sent again.',
  waiting_other:
    '{{count}} entries made here have had no answer since {{since}}. They are kept and will be sent again.',
  read: 'I have read this',
} as const;

const nl = {
  sending: 'Verstuurd, nog niet vastgelegd …',
  sendingValue: '{{value}}: verstuurd, nog niet vastgelegd …',
  unanswered: 'Nog geen antwoord. Druk nogmaals: het wordt maar één keer uitgevoerd.',
  unansweredKept:
    'Geen antwoord sinds {{since}}. Het is bewaard en wordt opnieuw verstuurd; het is nog niet vastgelegd.',
  notSaved:
    'Deze terminal kon uw invoer niet bewaren, dus die is niet verstuurd. Maak ruimte vrij of gebruik een andere terminal.',
  waiting_one:
    '1 invoer van dit scherm heeft sinds {{since}} nog geen antwoord. De invoer is bewaard en wordt opnieuw verstuurd.',
  waiting_other:
    '{{count}} ingevoerde gegevens van dit scherm hebben sinds {{since}} nog geen antwoord. Ze zijn bewaard en worden opnieuw verstuurd.',
  read: 'Ik heb dit gelezen',
} satisfies Phrases<typeof en>;

export const outboxPhrases = definePhrases('outbox', en, nl);
