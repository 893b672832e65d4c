import type { MeReply } from '@autolog/contract/session';

/** Who is signed in at the terminal, and whether it is locked. */
export type TerminalSession = Readonly<{ me: MeReply; locked: boolean; onLock: () => void; onUnlock: () => void }>;
