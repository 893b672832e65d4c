import { Suspense, type ReactNode } from 'react';
import { ErrorBoundary } from '../ui/ErrorBoundary.js';
import { useLandingPage } from './use-landing-page.js';

/**
 * Shows its children on the site of a demo only. They are lazy: no other site loads their code. Should it fail to
 * load, the page works without them.
 */
export function InDemo({ children }: Readonly<{ children: ReactNode }>) {
  if (useLandingPage().reply?.profile !== 'demo') return null;
  return (
    <ErrorBoundary fallback={() => null}>
      <Suspense fallback={null}>{children}</Suspense>
    </ErrorBoundary>
  );
}
