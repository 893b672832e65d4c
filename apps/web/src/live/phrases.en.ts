export const en = {
  slow: 'This takes longer than usual. The server has not answered yet.',
  unreachable: 'The server does not answer. Nothing was lost.',
  retry: 'Try again',
  disconnected: 'No connection. You see what was known at {{since}}; nothing can be recorded.',
  updating: 'Updating…',
} as const;
