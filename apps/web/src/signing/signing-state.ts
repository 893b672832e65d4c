import type { Problem } from '@autolog/contract/live';

export type SigningState =
  | Readonly<{ kind: 'asking' | 'ready' | 'signing' | 'unanswered' | 'unreachable' }>
  /** `pressed`: it answers somebody's signature, and not only the question what would be signed. */
  | Readonly<{ kind: 'refused'; problem: Problem; pressed: boolean }>;

/** What stands in the sheet when a new challenge arrives by itself: an answer to a signature stays until the next one. */
export const stateAfterChallenge = (now: SigningState, next: SigningState): SigningState =>
  now.kind === 'signing' || (now.kind === 'refused' && now.pressed) ? now : next;
