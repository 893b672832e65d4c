import { ReplyText, ReplyCount, ReplyTextMap, ReplyId } from './reply-field.js';

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
