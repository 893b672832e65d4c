import { definePhrases, type Phrases } from '../language/phrases.js';

const en = {
  waiting_one: '1 entry made here has had no answer since {{since}}. It is kept and will be sent again.',
  waiting_other:
    '{{count}} entries made here have had no answer since {{since}}. They are kept and will be sent again.',
  read: 'I have read this',
} as const;

const nl = {
  waiting_one:
    '1 invoer van dit scherm heeft sinds {{since}} nog geen antwoord. De invoer is bewaard en wordt opnieuw verstuurd.',
  waiting_other:
    '{{count}} ingevoerde gegevens van dit scherm hebben sinds {{since}} nog geen antwoord. Ze zijn bewaard en worden opnieuw verstuurd.',
  read: 'Ik heb dit gelezen',
} satisfies Phrases<typeof en>;

export const outboxPhrases = definePhrases('outbox', en, nl);
