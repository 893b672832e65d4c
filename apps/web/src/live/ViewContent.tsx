import { useEffect, useState, type ReactNode } from 'react';
import type { Problem } from '@autolog/contract/problem';
import { Banner } from '../ui/Banner.js';
import { Button } from '../ui/Button.js';
import { Skeleton } from '../ui/Skeleton.js';
import { usePhrases } from '../language/phrases.js';
import { RefusalBanner } from '../refusal/RefusalBanner.js';
import { livePhrases } from './phrases.js';
import type { View } from './use-view.js';
import styles from './ViewContent.module.css';

const SKELETON_AFTER_MS = 300;
const SENTENCE_AFTER_MS = 10_000;

/**
 * Renders every state of a view. Its children get the data and whether a person may act on it now: not while the view
 * is behind the log or the connection is lost.
 */
export function ViewContent<T>({
  view,
  empty,
  loading,
  children,
}: Readonly<{
  view: View<T>;
  empty?: ReactNode;
  loading?: ReactNode;
  children: (data: T, mayAct: boolean) => ReactNode;
}>) {
  switch (view.kind) {
    case 'loading':
      return <DelayedLoading>{loading ?? <Skeleton lines={4} />}</DelayedLoading>;
    case 'failed':
      return <LoadFailed onRetry={view.onRetry} {...(view.problem === undefined ? {} : { problem: view.problem })} />;
    case 'empty':
      return empty ?? <StableContainer>{children(view.data, true)}</StableContainer>;
    case 'current':
      return <StableContainer>{children(view.data, true)}</StableContainer>;
    case 'stale':
    case 'disconnected':
      return <StableContainer>{children(view.data, false)}</StableContainer>;
  }
}

/** The same element in every state, so that a lost connection does not discard what is being typed or signed. */
const StableContainer = ({ children }: Readonly<{ children: ReactNode }>) => (
  <div className={styles['content']}>{children}</div>
);

function DelayedLoading({ children }: Readonly<{ children: ReactNode }>) {
  const t = usePhrases(livePhrases);
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
      {waited === 'long' ? <Banner level="warn">{t('slow')}</Banner> : null}
    </>
  );
}

function LoadFailed({ problem, onRetry }: Readonly<{ problem?: Problem; onRetry: () => void }>) {
  const t = usePhrases(livePhrases);
  return (
    <div className={styles['failed']}>
      {problem === undefined ? <Banner level="warn">{t('unreachable')}</Banner> : <RefusalBanner problem={problem} />}
      <Button onPress={onRetry}>{t('retry')}</Button>
    </div>
  );
}
