import { ReplyCount, ReplyId, ReplyText, ReplyTextMap } from './reply-field.js';

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

/** RFC 9457 problem+json, as every refusal and fault is answered; docs/refusals.md lists the codes. */
export class Problem {
  @ReplyText() readonly type: string;
  @ReplyText() readonly title: string;
  @ReplyCount() readonly status: number;
  @ReplyText() readonly detail: string;
  @ReplyText({ description: 'Stable, for programs' }) readonly code: string;
  @ReplyTextMap() readonly facts: Readonly<Record<string, string>>;
  /** What a person quotes when asking for help; the server's log line has the same id. */
  @ReplyId() readonly reference: string;
}
