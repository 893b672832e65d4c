import type { Phrases } from '../language/phrases.js';
import type { en } from './phrases.en.js';

export const nl = {
  slow: 'Dit duurt langer dan anders. De server heeft nog niet geantwoord.',
  unreachable: 'De server antwoordt niet. Er is niets verloren.',
  retry: 'Opnieuw proberen',
  disconnected: 'Geen verbinding. U ziet wat om {{since}} bekend was; vastleggen kan niet.',
  updating: 'Bijwerken…',
} satisfies Phrases<typeof en>;
