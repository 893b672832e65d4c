/**
 * GET /live?after=<leaf index> — server-sent events, notices only: content is fetched again at one door.
 * `changed` carries `id: <leaf index>`; `beat` comes every 2 s as a named event; `reading` has no id.
 */
export type LiveMessage =
  | Readonly<{ type: 'changed'; stream: string; position: number; index: number }>
  | Readonly<{ type: 'beat'; index: number; serverMs: number; siteMs: number; rate: number }>
  | Readonly<{ type: 'reading'; device: string; signal: string; value: string; sourceTime: string; statusCode: number }>
  | Readonly<{ type: 'reset'; index: number }>
  | Readonly<{ type: 'closed'; why: string }>;

/** RFC 9457 problem+json, as every refusal and fault is answered. */
export type Problem = Readonly<{
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  facts: Readonly<Record<string, string>>;
  /** What a person quotes when asking for help; the server's log line has the same id. */
  reference: string;
}>;
