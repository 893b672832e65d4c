import type { DemoPerson, DemoReply } from '@autolog/contract/demo';
import { useEffect } from 'react';
import { queryClient, useReply } from '../live/use-view.js';

const PATH = '/api/demo';
/** No notice says that the history has come further: it is asked for until it is complete. */
const POLL_MS = 2_000;

export type DemoCredentials = Pick<DemoPerson, 'userName' | 'password'>;

/** What only a demo has: people with known passwords, the progress of its history, and what there is to try. */
export const useDemo = (): DemoReply | undefined => useReply<DemoReply>('site', PATH).reply;

/** Asks again until the history of the demo is complete; before it has begun there are no suggestions. */
export function useDemoUntilComplete(): DemoReply | undefined {
  const demo = useDemo();
  const mayChange = demo === undefined || demo.history !== undefined || demo.suggestions.length === 0;
  useEffect(() => {
    if (!mayChange) return undefined;
    const polling = setInterval(() => void queryClient.invalidateQueries({ queryKey: ['site', '*', PATH] }), POLL_MS);
    return () => clearInterval(polling);
  }, [mayChange]);
  return demo;
}
