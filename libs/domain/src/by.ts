import type { PersonId, TerminalId, RoomId } from './brand.js';
import type { Role } from './role.js';
import type { Language } from './text.js';

/** Who acts: always an explicit argument, so that identity is visible in every signature of a function. */
export type PersonBy = Readonly<{
  kind: 'person';
  person: PersonId;
  name: string;
  userName: string;
  roles: readonly Role[];
  language: Language;
  terminal?: TerminalId;
  room?: RoomId;
}>;

/** What acts without a person: a timer that falls due, an adapter that reports, an archive that fetches copies. */
type SystemBy = Readonly<{ kind: 'system'; part: 'timer' | 'device-adapter' | 'installation' | 'archive' }>;

export type By = PersonBy | SystemBy;
