import { useEffect, useState, type ReactNode } from 'react';
import type { Problem } from '@autolog/contract/live';
import { Banner } from '../ui/Banner.js';
import { Button } from '../ui/Button.js';
import { Skeleton } from '../ui/Skeleton.js';
import { useSay } from '../language/phrases.js';
import { Refused } from '../language/Refused.js';
import { livePhrases } from './phrases.js';
import type { View } from './use-view.js';
import styles from './Show.module.css';

const SKELETON_AFTER_MS = 300;
const SENTENCE_AFTER_MS = 10_000;

/**
 * Draws every state a view can be in. `children` gets the data and whether acting on it is allowed now: false while it
 * is behind the log or the connection is gone, so that nobody acts on an old screen.
 */
export function Show<T>({
  of,
  empty,
  loading,
  children,
}: Readonly<{
  of: View<T>;
  empty?: ReactNode;
  loading?: ReactNode;
  children: (data: T, mayAct: boolean) => ReactNode;
}>) {
  switch (of.kind) {
    case 'loading':
      return <Waiting>{loading ?? <Skeleton lines={4} />}</Waiting>;
    case 'failed':
      return <Failed onRetry={of.onRetry} {...(of.problem === undefined ? {} : { problem: of.problem })} />;
    case 'empty':
      return empty ?? <Kept>{children(of.data, true)}</Kept>;
    case 'current':
      return <Kept>{children(of.data, true)}</Kept>;
    case 'behind':
    case 'disconnected':
      return <Kept>{children(of.data, false)}</Kept>;
  }
}

/** The same element in every state: a lost connection must not throw away what was being typed or signed. */
const Kept = ({ children }: Readonly<{ children: ReactNode }>) => <div className={styles['kept']}>{children}</div>;

function Waiting({ children }: Readonly<{ children: ReactNode }>) {
  const say = useSay(livePhrases);
  const [waited, setWaited] = useState<'no' | 'some' | 'long'>('no');
  useEffect(() => {
    const some = setTimeout(() => setWaited('some'), SKELETON_AFTER_MS);
    const long = setTimeout(() => setWaited('long'), SENTENCE_AFTER_MS);
    return () => {
      clearTimeout(some);
      clearTimeout(long);
    };
  }, []);
  if (waited === 'no') return null;
  return (
    <>
      {children}
      {waited === 'long' ? <Banner level="warn">{say('slow')}</Banner> : null}
    </>
  );
}

function Failed({ problem, onRetry }: Readonly<{ problem?: Problem; onRetry: () => void }>) {
  const say = useSay(livePhrases);
  return (
    <div className={styles['failed']}>
      {problem === undefined ? <Banner level="warn">{say('unreachable')}</Banner> : <Refused problem={problem} />}
      <Button onPress={onRetry}>{say('retry')}</Button>
    </div>
  );
}
