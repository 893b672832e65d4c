import type { BatchesReply, BatchReply } from '@autolog/contract/batch';
import { useView, useViews, type View } from '../live/use-view.js';

const batchQuery = (batch: string) => ({ stream: `batch/${batch}`, path: `/api/batches/${batch}` });

export const useBatchView = (batch: string): View<BatchReply> => useView<BatchReply>(batchQuery(batch));

/** Several batches at once: those that have arrived. */
export const useBatchViews = (batches: readonly string[]): readonly BatchReply[] =>
  useViews<BatchReply>(batches.map(batchQuery));

export const useBatchesView = (): View<BatchesReply> =>
  useView<BatchesReply>({ stream: 'batch', path: '/api/batches', isEmpty: ({ batches }) => batches.length === 0 });
