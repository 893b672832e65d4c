import type { Problem } from '@autolog/contract/problem';

export type SigningState =
  | Readonly<{ kind: 'asking' | 'ready' | 'signing' | 'unanswered' | 'unreachable' }>
  /** `pressed`: the refusal answers a signature, and not only the request for what will be signed. */
  | Readonly<{ kind: 'refused'; problem: Problem; pressed: boolean }>;

/** The state after a new challenge has arrived by itself: the refusal of a signature stays until the next attempt. */
export const stateAfterChallenge = (now: SigningState, next: SigningState): SigningState =>
  now.kind === 'signing' || (now.kind === 'refused' && now.pressed) ? now : next;
