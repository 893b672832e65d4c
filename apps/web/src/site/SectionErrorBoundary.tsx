import type { ReactNode } from 'react';
import { usePhrases } from '../language/phrases.js';
import { openPage, reloadPage } from '../ui/address.js';
import { Banner } from '../ui/Banner.js';
import { Button } from '../ui/Button.js';
import { ErrorBoundary } from '../ui/ErrorBoundary.js';
import { sitePhrases } from './phrases.js';
import styles from './SectionErrorBoundary.module.css';

/**
 * A part of a screen. When it fails to render, it says so and shows nothing old (INV-9), and the other parts stay. It
 * is rendered again when its data has changed: nobody touches the site overview.
 */
export const SectionErrorBoundary = ({
  children,
  resetKey,
  onLeave,
}: Readonly<{
  children: ReactNode;
  resetKey?: unknown;
  /** Closes the dialog that this part is in. */ onLeave?: () => void;
}>) => (
  <ErrorBoundary resetKey={resetKey} fallback={(onRetry) => <SectionFailed onRetry={onRetry} onLeave={onLeave} />}>
    {children}
  </ErrorBoundary>
);

/** A whole screen, for a failure outside all of its parts. */
export const ScreenErrorBoundary = ({ children }: Readonly<{ children: ReactNode }>) => (
  <ErrorBoundary fallback={() => <ScreenFailed />}>{children}</ErrorBoundary>
);

function SectionFailed({ onRetry, onLeave }: Readonly<{ onRetry: () => void; onLeave: (() => void) | undefined }>) {
  const t = usePhrases(sitePhrases);
  const actions = (
    <>
      <Button onPress={onRetry}>{t('showAgain')}</Button>
      {onLeave === undefined ? null : <Button onPress={onLeave}>{t('close')}</Button>}
    </>
  );
  return (
    <Banner level="warn" alert actions={actions}>
      {t('partFailed')}
    </Banner>
  );
}

function ScreenFailed() {
  const t = usePhrases(sitePhrases);
  return (
    <main className={styles['screen']}>
      <Banner
        level="stop"
        alert
        actions={
          <>
            <Button tone="primary" onPress={reloadPage}>
              {t('loadAgain')}
            </Button>
            {/* When the data is the cause, loading the page again shows the same failure. */}
            <Button onPress={() => openPage('/')}>{t('startPage')}</Button>
          </>
        }
      >
        {t('screenFailed')}
      </Banner>
    </main>
  );
}
