import type { Phrases } from '../language/phrases.js';
import type { en } from './phrases.en.js';

export const nl = {
  slow: 'Dit duurt langer dan anders. De server heeft nog niet geantwoord.',
  unreachable: 'De server antwoordt niet. Er is niets verloren.',
  retry: 'Opnieuw proberen',
  disconnected: 'Geen verbinding. U ziet wat om {{since}} bekend was; vastleggen kan niet.',
  disconnectedShort: 'Geen verbinding',
  updating: 'Bijwerken…',
  signedOut: 'U bent afgemeld.',
  reference: 'Kenmerk {{reference}}',
  unknownFault: 'Dit is niet gelukt. Er is niets vastgelegd.',
  dismiss: 'Begrepen',
} satisfies Phrases<typeof en>;
