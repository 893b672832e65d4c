import type { DemoReply } from '@autolog/contract/demo';
import type { LandingPageReply, MeReply } from '@autolog/contract/session';
import type { Language } from '@autolog/domain/text';
import { useEffect } from 'react';
import { setLanguage } from '../language/phrases.js';
import { post, put, type Answer } from '../live/request.js';
import { live, queries, useConnection, useReply } from '../live/use-view.js';
import { device } from '../ui/device.js';
import { outbox } from '../outbox/Outbox.js';

/** Who is signed in at this window; their language is the glass's language, their held commands are sent. */
export function useMe(ask = true): Readonly<{ me?: MeReply; signedOut: boolean; failed: boolean }> {
  const { reply, problem, failed } = useReply<MeReply>('person', '/api/me', ask);
  const connection = useConnection();
  const person = reply?.person;
  const language = reply?.language;
  useEffect(() => {
    if (language !== undefined) setLanguage(language);
  }, [person, language]);
  useEffect(() => {
    void outbox.signedIn(person);
    if (person !== undefined) live.open();
    return () => live.close();
  }, [person]);
  const signedOut = connection === 'signed out' || problem?.code === 'NOT_SIGNED_IN';
  return { signedOut, failed: failed && !signedOut, ...(reply === undefined ? {} : { me: reply }) };
}

export const useDoor = () => useReply<LandingPageReply>('site', '/api/door');

/** Asked for in the demo profile only: other sites have no such route. */
export const useDemo = () => useReply<DemoReply>('site', '/api/demo', useDoor().reply?.profile === 'demo');

/** Asks again what the first page shows: no notice says that it changed. */
export const lookAtDoor = (): void => {
  for (const path of ['/api/door', '/api/demo']) void queries.invalidateQueries({ queryKey: ['site', '*', path] });
};

/** Opens a session of its own for whoever signs in; what is on the glass is asked again in their name. */
export async function signIn(userName: string, password: string, at: 'terminal' | 'desk'): Promise<Answer<MeReply>> {
  const signed = await post<MeReply>('/api/sign-in', { userName: userName.trim(), password, at });
  if (signed.kind !== 'answered') return signed;
  device.setSomeoneIn(true);
  live.close();
  live.open();
  await queries.invalidateQueries();
  return signed;
}

export async function signOut(): Promise<void> {
  await post('/api/sign-out', {});
  device.setSomeoneIn(false);
  live.close();
  queries.clear();
}

/** Changes the glass at once and remembers it for the person. */
export async function chooseLanguage(language: Language): Promise<void> {
  setLanguage(language);
  await put('/api/me/language', { language });
  await queries.invalidateQueries({ queryKey: ['person', '*', '/api/me'] });
}
