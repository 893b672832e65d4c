import type { Problem } from '@autolog/contract/problem';
import type { MeReply } from '@autolog/contract/session';
import { useState } from 'react';
import { signIn } from './session.js';

export type SignInState =
  Readonly<{ kind: 'ready' | 'sending' | 'unanswered' }> | Readonly<{ kind: 'refused'; problem: Problem }>;

/** Signs a person in, and keeps what came of it. */
export function useSignIn(at: 'terminal' | 'desk') {
  const [state, setState] = useState<SignInState>({ kind: 'ready' });
  const submit = async (userName: string, password: string, onSignedIn: (me: MeReply) => void): Promise<void> => {
    if (state.kind === 'sending') return;
    setState({ kind: 'sending' });
    const result = await signIn(userName, password, at);
    if (result.kind === 'answered') return onSignedIn(result.reply);
    setState(result.kind === 'refused' ? result : { kind: 'unanswered' });
  };
  return { state, submit };
}
