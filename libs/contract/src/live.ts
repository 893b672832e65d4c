/**
 * GET /live?after=<leaf index> — server-sent events, notices only: the content is fetched again from its own address.
 * `changed` carries `id: <leaf index>`; `beat` comes every 2 s as a named event; `reading` has no id.
 */
export type LiveMessage =
  | Readonly<{ type: 'changed'; stream: string; position: number; index: number }>
  | Readonly<{ type: 'beat'; index: number; serverMs: number; siteMs: number; rate: number }>
  | Readonly<{ type: 'reading'; device: string; signal: string; value: string; sourceTime: string; statusCode: number }>
  | Readonly<{ type: 'reset'; index: number }>
  | Readonly<{ type: 'closed'; why: string }>;
