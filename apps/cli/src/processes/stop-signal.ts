import type { CommandError } from '../errors/command-error.js';

export type StopRequest = Readonly<{
  signal: AbortSignal;
  /** Resolves at a stop signal, or when a process cannot be kept running. */
  requested: Promise<void>;
  giveUp: (reason?: CommandError) => void;
  error: () => CommandError | undefined;
}>;

/**
 * Listens for Ctrl-C, SIGTERM and the closing of the terminal. A second signal changes nothing: the terminal, npm and
 * the launcher may each pass on the same Ctrl-C.
 */
export function listenForStop(): StopRequest {
  const controller = new AbortController();
  const { signal } = controller;
  let error: CommandError | undefined;
  const requested = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => controller.abort());
  return {
    signal,
    requested,
    giveUp: (reason) => {
      error ??= signal.aborted ? undefined : reason;
      controller.abort();
    },
    error: () => error,
  };
}
