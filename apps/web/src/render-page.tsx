import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './live/use-view.js';
import { ScreenErrorBoundary } from './site/SectionErrorBoundary.js';
import { applyTheme } from './ui/apply-theme.js';

declare global {
  const __AUTOLOG_VERSION__: string;
}

/** Renders the page of an entry: theme first, then the page with its query client. */
export function renderPage(page: ReactNode): void {
  applyTheme();
  const root = document.getElementById('root');
  if (root === null) throw new Error('the page has no root element');
  createRoot(root).render(
    <QueryClientProvider client={queryClient}>
      <ScreenErrorBoundary>{page}</ScreenErrorBoundary>
    </QueryClientProvider>,
  );
}
