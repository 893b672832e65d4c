import { ApiProperty } from '@nestjs/swagger';
import { ReplyCount, ReplyText, ReplyInstant, ReplyId, ReplyList } from './reply-field.js';
import { ViewPosition } from './reply.js';

export class EventLine {
  @ReplyCount() readonly seq: number;
  @ReplyText() readonly type: string;
  @ReplyInstant() readonly at: string;
  @ReplyText({ description: 'person/<id> or system/<part>' }) readonly actor: string;
  @ReplyText({ optional: true }) readonly actorName?: string;
  @ReplyText({ optional: true }) readonly role?: string;
  @ReplyId({ optional: true, description: 'The browser it was done at' }) readonly terminal?: string;
  @ReplyText({ optional: true, description: 'Code of the room the batch was in' }) readonly room?: string;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'As docs/bundle-format.md has it' })
  readonly payload: unknown;
  @ReplyText({ description: 'SHA-256 of its leaf in the log' }) readonly leafHash: string;
  @ReplyCount({ optional: true }) readonly leafIndex?: number;
}

/** GET /api/batches/:batch/record — every event, for the audit view and for tests. */
export class RecordReply extends ViewPosition {
  @ReplyList(() => EventLine) readonly events: readonly EventLine[];
}
