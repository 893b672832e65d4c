type Listener = () => void;

export type Listeners = Readonly<{
  /** For useSyncExternalStore. */
  subscribe: (listener: Listener) => () => void;
  notify: () => void;
}>;

/**
 * The components that a value outside React is shown in. `whileListening` starts what keeps the value up to date when
 * the first one comes, and returns what stops it when the last one is gone.
 */
export function createListeners(whileListening?: () => () => void): Listeners {
  const listeners = new Set<Listener>();
  let stop: (() => void) | undefined;
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      if (listeners.size === 1) stop = whileListening?.();
      return () => {
        if (!listeners.delete(listener) || listeners.size > 0) return;
        stop?.();
        stop = undefined;
      };
    },
    notify: () => {
      for (const listener of listeners) listener();
    },
  };
}
