import type { CommandFault } from '../fault.js';

export type Ending = Readonly<{
  signal: AbortSignal;
  /** Resolves when the person asked to stop, or when something gave up. */
  asked: Promise<void>;
  giveUp: (fault?: CommandFault) => void;
  fault: () => CommandFault | undefined;
}>;

/**
 * Listens for Ctrl-C, SIGTERM and the closing of the terminal. Asking again changes nothing: everything is stopped in
 * order within seconds, and a terminal, npm and the launcher may each pass on the same Ctrl-C.
 */
export function untilStopped(): Ending {
  const controller = new AbortController();
  const { signal } = controller;
  let fault: CommandFault | undefined;
  const asked = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => controller.abort());
  return {
    signal,
    asked,
    giveUp: (reason) => {
      fault ??= signal.aborted ? undefined : reason;
      controller.abort();
    },
    fault: () => fault,
  };
}
