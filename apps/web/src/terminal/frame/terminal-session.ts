import type { MeReply } from '@autolog/contract/session';

/** Who stands at the panel, and whether it is locked. */
export type TerminalSession = Readonly<{ me: MeReply; locked: boolean; onLock: () => void; onUnlock: () => void }>;
