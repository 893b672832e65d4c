import type { MeReply } from '@autolog/contract/session';
import type { Language } from '@autolog/domain/text';
import { useEffect } from 'react';
import { setLanguage } from '../language/phrases.js';
import { post, put, type RequestResult } from '../live/request.js';
import { liveUpdates, queryClient, useConnection, useReply } from '../live/use-view.js';
import { browserSettings } from '../ui/browser-settings.js';
import { outbox } from '../outbox/outbox.js';

/** Who is signed in at this window. The screen takes their language, and their saved commands are sent. */
export function useMe(enabled = true): Readonly<{ me?: MeReply; signedOut: boolean; failed: boolean }> {
  const { reply, problem, failed } = useReply<MeReply>('person', '/api/me', enabled);
  const connection = useConnection();
  const person = reply?.person;
  const language = reply?.language;
  useEffect(() => {
    if (language !== undefined) setLanguage(language);
  }, [person, language]);
  useEffect(() => {
    void outbox.setPerson(person);
    if (person !== undefined) liveUpdates.open();
    return () => liveUpdates.close();
  }, [person]);
  const signedOut = connection === 'signed out' || problem?.code === 'NOT_SIGNED_IN';
  return { signedOut, failed: failed && !signedOut, ...(reply === undefined ? {} : { me: reply }) };
}

/** Opens a session for a person; every view is fetched again in their name. */
export async function signIn(
  userName: string,
  password: string,
  at: 'terminal' | 'desk',
): Promise<RequestResult<MeReply>> {
  const result = await post<MeReply>('/api/sign-in', { userName: userName.trim(), password, at });
  if (result.kind !== 'answered') return result;
  browserSettings.setHasSession(true);
  liveUpdates.close();
  liveUpdates.open();
  await queryClient.invalidateQueries();
  return result;
}

export async function signOut(): Promise<void> {
  await post('/api/sign-out', {});
  browserSettings.setHasSession(false);
  liveUpdates.close();
  queryClient.clear();
}

/** Changes the language of the screen at once, and the language of the person. */
export async function chooseLanguage(language: Language): Promise<void> {
  setLanguage(language);
  await put('/api/me/language', { language });
  await queryClient.invalidateQueries({ queryKey: ['person', '*', '/api/me'] });
}
