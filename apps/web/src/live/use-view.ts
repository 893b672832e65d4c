import type { ViewPosition } from '@autolog/contract/reply';
import type { Problem } from '@autolog/contract/problem';
import { QueryClient, useQueries, useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { LiveUpdates } from './live-updates.js';
import { get } from './request.js';

/** The log tells what changed, so nothing is fetched again after a time, on focus or when the network returns. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Infinity,
      gcTime: 5 * 60_000,
      retry: false,
      networkMode: 'always',
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    },
  },
});
export const liveUpdates = new LiveUpdates(queryClient);

export type View<T> =
  | Readonly<{ kind: 'loading' }>
  | Readonly<{ kind: 'failed'; problem?: Problem; onRetry: () => void }>
  | Readonly<{ kind: 'empty'; data: T }>
  | Readonly<{ kind: 'current'; data: T }>
  | Readonly<{ kind: 'stale'; data: T }>
  | Readonly<{ kind: 'disconnected'; data: T }>;

type ViewQuery<T> = Readonly<{
  /** `batch/<id>` for one, `batch` for a list of all: what the notices of the log are matched with. */
  stream: string;
  path: string;
  isEmpty?: (data: T) => boolean;
  /** False while it is not known yet what to ask for. */
  enabled?: boolean;
}>;

class ViewError extends Error {
  constructor(readonly problem?: Problem) {
    super(problem?.detail ?? 'no answer');
  }
}

const fetchView =
  (path: string) =>
  async ({ signal }: { signal: AbortSignal }): Promise<unknown> => {
    const answer = await get(path, signal);
    // A request without an answer throws: the data fetched before is kept.
    if (answer.kind !== 'answered') throw new ViewError(answer.problem);
    return answer.reply ?? null;
  };

export const useConnection = () => useSyncExternalStore(liveUpdates.subscribe, liveUpdates.connection);

/** Reads one view of the server and keeps it at the log's position. The only useQuery for views with `asOf`. */
export function useView<T extends ViewPosition>({ stream, path, isEmpty, enabled = true }: ViewQuery<T>): View<T> {
  const connection = useConnection();
  const [category, id = '*'] = stream.split('/');
  const { data, error, isStale, refetch } = useQuery({
    queryKey: [category, id, path],
    queryFn: fetchView(path),
    enabled,
  });
  const seen = data as T | undefined;
  if (seen === undefined) {
    if (!(error instanceof ViewError)) return { kind: 'loading' };
    return {
      kind: 'failed',
      onRetry: () => void refetch(),
      ...(error.problem === undefined ? {} : { problem: error.problem }),
    };
  }
  if (connection !== 'connected') return { kind: connection === 'connecting' ? 'stale' : 'disconnected', data: seen };
  // INV-9: the screen is current when it has seen the last known position of the log.
  if (isStale || (id !== '*' && seen.asOf < liveUpdates.knownPosition(stream))) return { kind: 'stale', data: seen };
  return { kind: isEmpty?.(seen) === true ? 'empty' : 'current', data: seen };
}

/** The data of several views at once; views that have not arrived are left out. */
export function useViews<T extends ViewPosition>(
  viewQueries: readonly Pick<ViewQuery<T>, 'stream' | 'path'>[],
): readonly T[] {
  const found = useQueries({
    queries: viewQueries.map(({ stream, path }) => {
      const [category, id = '*'] = stream.split('/');
      return { queryKey: [category, id, path], queryFn: fetchView(path) };
    }),
  });
  return found.flatMap(({ data }) => (data === undefined ? [] : [data as T]));
}

/** A reply without a position in the log (who am I, which site): asked once, and again when its stream is named. */
export function useReply<T>(
  stream: string,
  path: string,
  enabled = true,
): Readonly<{ reply?: T; problem?: Problem; failed: boolean; asking: boolean }> {
  const [category, id = '*'] = stream.split('/');
  const { data, error, isFetching } = useQuery({
    queryKey: [category, id, path],
    queryFn: fetchView(path),
    enabled,
  });
  const problem = error instanceof ViewError ? error.problem : undefined;
  return {
    failed: error !== null,
    asking: isFetching,
    ...(data === undefined ? {} : { reply: data as T }),
    ...(problem === undefined ? {} : { problem }),
  };
}
