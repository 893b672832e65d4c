import type { CommandReply } from '@autolog/contract/batch';
import type { Problem } from '@autolog/contract/live';
import type { ChallengeReply } from '@autolog/contract/signature';
import type { Meaning } from '@autolog/domain/signature';
import { useEffect, useRef, useState } from 'react';
import { elapsedHere } from '../live/clock.js';
import { newKey, post } from '../live/request.js';
import { live } from '../live/use-view.js';
import { whenAskedAgain, type SigningState } from './signing-state.js';

/** The server's challenge lives 60 s; one that is nearly over is asked again before it is used. */
const CHALLENGE_USABLE_MS = 45_000;

export type ToSign = Readonly<{
  meaning: Meaning;
  /** The command's address and its body without the signature. */
  path: string;
  body: Readonly<Record<string, unknown>>;
}>;

type Asked = Readonly<{ challenge: ChallengeReply; at: number }>;

const CONTENT_CHANGED: Problem = {
  type: 'about:blank',
  title: 'CONTENT_CHANGED',
  status: 409,
  detail: 'What was shown has changed',
  code: 'CONTENT_CHANGED',
  facts: {},
  reference: '–',
};

/** One challenge over a command; without one, the state that says why. */
async function challengeFor(
  { meaning, path }: Pick<ToSign, 'meaning' | 'path'>,
  body: string,
): Promise<Readonly<{ fresh?: Asked; state: SigningState }>> {
  const answer = await post<ChallengeReply>('/api/signature-challenges', { meaning, path, body });
  if (answer.kind === 'answered')
    return { fresh: { challenge: answer.reply, at: elapsedHere() }, state: { kind: 'ready' } };
  return { state: answer.kind === 'refused' ? { ...answer, pressed: false } : { kind: 'unreachable' } };
}

/**
 * Asks for a challenge over a command, shows what it covers, and posts the command with the proof. Both components are
 * typed every time and live in memory only; a wrong password uses the challenge up, so the next attempt asks anew.
 */
export function useSignature({ meaning, path, body }: ToSign, onSigned: (reply: CommandReply) => void) {
  const [asked, setAsked] = useState<Asked>();
  const [state, setState] = useState<SigningState>({ kind: 'asking' });
  const text = JSON.stringify(body);
  const repeat = useRef<Readonly<{ what: string; key: string; challenge: string }>>(undefined);

  const ask = async (): Promise<Asked | undefined> => {
    const { fresh, state: next } = await challengeFor({ meaning, path }, text);
    if (fresh === undefined) setState(next);
    else setAsked(fresh);
    return fresh;
  };
  const begin = async (): Promise<void> => {
    setState({ kind: 'asking' });
    if ((await ask()) !== undefined) setState({ kind: 'ready' });
  };
  // A sheet asks once when it opens, and again when what would be signed has changed: a refused attempt is on record
  // too and moves the batch, so what it was told must outlive that.
  useEffect(() => {
    let current = true;
    void challengeFor({ meaning, path }, text).then(({ fresh, state: next }) => {
      if (!current) return;
      setState((now) => whenAskedAgain(now, next));
      if (fresh !== undefined) setAsked(fresh);
    });
    return () => {
      current = false;
    };
  }, [meaning, path, text]);

  async function sign(userName: string, password: string): Promise<void> {
    if (asked === undefined) return;
    setState({ kind: 'signing' });
    const what = JSON.stringify([userName, password, text]);
    const again = repeat.current?.what === what ? repeat.current : undefined;
    let challenge = again?.challenge ?? asked.challenge.challenge;
    if (again === undefined && (elapsedHere() - asked.at > CHALLENGE_USABLE_MS || state.kind === 'refused')) {
      const fresh = await ask();
      if (fresh === undefined) return;
      if (fresh.challenge.content !== asked.challenge.content)
        return setState({ kind: 'refused', problem: CONTENT_CHANGED, pressed: true });
      challenge = fresh.challenge.challenge;
    }
    const key = again?.key ?? newKey();
    repeat.current = { what, key, challenge };
    const answer = await post<CommandReply>(
      path,
      { ...body, signature: { challenge, userName: userName.trim(), password } },
      key,
    );
    if (answer.kind === 'unanswered') return setState({ kind: 'unanswered' });
    repeat.current = undefined;
    if (answer.kind === 'refused') return setState({ ...answer, pressed: true });
    await live.reached(answer.reply.stream, answer.reply.position);
    onSigned(answer.reply);
  }

  return { shown: asked?.challenge.shown, state, sign, begin };
}
