import { area, type Phrases } from '../language/phrases.js';

const en = {
  waiting_one: '1 entry made here has no answer yet, since {{since}}. It is kept and sent again.',
  waiting_other: '{{count}} entries made here have no answer yet, since {{since}}. They are kept and sent again.',
  read: 'I have read this',
} as const;

const nl = {
  waiting_one: '1 invoer van hier heeft nog geen antwoord, sinds {{since}}. Hij is bewaard en wordt opnieuw verstuurd.',
  waiting_other:
    '{{count}} invoeren van hier hebben nog geen antwoord, sinds {{since}}. Ze zijn bewaard en worden opnieuw verstuurd.',
  read: 'Ik heb dit gelezen',
} satisfies Phrases<typeof en>;

export const outboxPhrases = area('outbox', en, nl);
