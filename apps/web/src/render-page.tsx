import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './live/use-view.js';
import { ScreenErrorBoundary } from './site/SectionErrorBoundary.js';
import { applyTheme } from './ui/apply-theme.js';

declare global {
  const __AUTOLOG_VERSION__: string;
}

/** Every entry draws its page through here: look first, then the views on the one query cache. */
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
