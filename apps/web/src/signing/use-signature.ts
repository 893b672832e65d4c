import type { CommandReply } from '@autolog/contract/reply';
import type { Problem } from '@autolog/contract/problem';
import type { ChallengeReply } from '@autolog/contract/signature';
import type { Meaning } from '@autolog/domain/signature';
import { useEffect, useRef, useState } from 'react';
import { monotonicMs } from '../time/site-clock.js';
import { newCommandId, post } from '../live/request.js';
import { liveUpdates } from '../live/use-view.js';
import { stateAfterChallenge, type SigningState } from './signing-state.js';

/** A challenge is valid for 60 s: one that has nearly expired is replaced before it is used. */
const CHALLENGE_USABLE_MS = 45_000;

export type SigningRequest = Readonly<{
  meaning: Meaning;
  /** The path of the command, and its body without the signature. */
  path: string;
  body: Readonly<Record<string, unknown>>;
}>;

type IssuedChallenge = Readonly<{ challenge: ChallengeReply; receivedAtMs: number }>;

const CONTENT_CHANGED: Problem = {
  type: 'about:blank',
  title: 'CONTENT_CHANGED',
  status: 409,
  detail: 'What was shown has changed',
  code: 'CONTENT_CHANGED',
  facts: {},
  reference: '–',
};

/** A challenge for a command, or the state that tells why there is none. */
async function challengeFor(
  { meaning, path }: Pick<SigningRequest, 'meaning' | 'path'>,
  body: string,
): Promise<Readonly<{ fresh?: IssuedChallenge; state: SigningState }>> {
  const result = await post<ChallengeReply>('/api/signature-challenges', { meaning, path, body });
  if (result.kind === 'answered')
    return { fresh: { challenge: result.reply, receivedAtMs: monotonicMs() }, state: { kind: 'ready' } };
  return { state: result.kind === 'refused' ? { ...result, pressed: false } : { kind: 'unreachable' } };
}

/**
 * Asks for a challenge over a command, shows what it covers, and posts the command with the proof. Both components are
 * typed every time and live in memory only. A wrong password uses up the challenge, so the next attempt asks for a new one.
 */
export function useSignature({ meaning, path, body }: SigningRequest, onSigned: (reply: CommandReply) => void) {
  const [issued, setIssued] = useState<IssuedChallenge>();
  const [state, setState] = useState<SigningState>({ kind: 'asking' });
  const text = JSON.stringify(body);
  const lastAttempt = useRef<Readonly<{ what: string; key: string; challenge: string }>>(undefined);

  const fetchChallenge = async (): Promise<IssuedChallenge | undefined> => {
    const { fresh, state: next } = await challengeFor({ meaning, path }, text);
    if (fresh === undefined) setState(next);
    else setIssued(fresh);
    return fresh;
  };
  const retry = async (): Promise<void> => {
    setState({ kind: 'asking' });
    if ((await fetchChallenge()) !== undefined) setState({ kind: 'ready' });
  };
  // A challenge is asked for when the dialog opens, and again when what would be signed has changed. A refused attempt is
  // on record too and changes the batch: its refusal must stay on the screen.
  useEffect(() => {
    let current = true;
    void challengeFor({ meaning, path }, text).then(({ fresh, state: next }) => {
      if (!current) return;
      setState((now) => stateAfterChallenge(now, next));
      if (fresh !== undefined) setIssued(fresh);
    });
    return () => {
      current = false;
    };
  }, [meaning, path, text]);

  async function sign(userName: string, password: string): Promise<void> {
    if (issued === undefined) return;
    setState({ kind: 'signing' });
    const what = JSON.stringify([userName, password, text]);
    const sameAttempt = lastAttempt.current?.what === what ? lastAttempt.current : undefined;
    let challenge = sameAttempt?.challenge ?? issued.challenge.challenge;
    const isUsedUp = state.kind === 'refused' || monotonicMs() - issued.receivedAtMs > CHALLENGE_USABLE_MS;
    if (sameAttempt === undefined && isUsedUp) {
      const fresh = await fetchChallenge();
      if (fresh === undefined) return;
      if (fresh.challenge.content !== issued.challenge.content)
        return setState({ kind: 'refused', problem: CONTENT_CHANGED, pressed: true });
      challenge = fresh.challenge.challenge;
    }
    const key = sameAttempt?.key ?? newCommandId();
    lastAttempt.current = { what, key, challenge };
    const signature = { challenge, userName: userName.trim(), password };
    const result = await post<CommandReply>(path, { ...body, signature }, key);
    if (result.kind === 'unanswered') return setState({ kind: 'unanswered' });
    lastAttempt.current = undefined;
    if (result.kind === 'refused') return setState({ ...result, pressed: true });
    await liveUpdates.catchUp(result.reply.stream, result.reply.position);
    onSigned(result.reply);
  }

  return { contentLines: issued?.challenge.shown, state, sign, retry };
}
