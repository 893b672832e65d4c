import { LOT_DECISIONS, LOT_STATUSES, type LotDecision, type LotStatus } from '@autolog/domain/material/event';
import { CodeField, InstantField, OneOfField, PatternField } from './field.js';
import { ReplyId, ReplyText, ReplyOneOf, ReplyInstant, ReplyList } from './reply-field.js';
import { ViewPosition } from './reply.js';

export class RegisterLotBody {
  @CodeField() material: string;
  @PatternField(/^[A-Z0-9][A-Z0-9-]{1,19}$/) lotNumber: string;
  @InstantField() expiresAt: string;
}

export class LotStatusBody {
  @OneOfField(LOT_DECISIONS) status: LotDecision;
}

export class LotLine {
  @ReplyId() readonly id: string;
  @ReplyText() readonly material: string;
  @ReplyText() readonly lotNumber: string;
  @ReplyOneOf(LOT_STATUSES) readonly status: LotStatus;
  @ReplyInstant() readonly expiresAt: string;
}

export class LotsReply extends ViewPosition {
  @ReplyList(() => LotLine) readonly lots: readonly LotLine[];
}
