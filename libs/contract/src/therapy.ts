import { COI_PATTERN, ORDER_NUMBER_PATTERN } from '@autolog/domain/therapy/code';
import { PatternField } from './field.js';
import { ReplyId, ReplyText, ReplyInstant, ReplyList } from './reply-field.js';
import { ViewPosition } from './reply.js';

export class OrderTherapyBody {
  @PatternField(COI_PATTERN, { description: 'Chain-of-identity code; no patient data' }) coi: string;
  @PatternField(ORDER_NUMBER_PATTERN, { description: 'Order number' }) orderNumber: string;
}

export class TherapyLine {
  @ReplyId() readonly id: string;
  @ReplyText() readonly coi: string;
  @ReplyText() readonly orderNumber: string;
  @ReplyId({ optional: true }) readonly batch?: string;
  @ReplyInstant() readonly orderedAt: string;
}

export class TherapiesReply extends ViewPosition {
  @ReplyList(() => TherapyLine) readonly therapies: readonly TherapyLine[];
}
