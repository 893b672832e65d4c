import { EQUIPMENT_STATUSES, type EquipmentStatus } from '@autolog/domain/equipment/equipment-fact';
import { CodeField, PatternField } from './field.js';
import { ReplyId, ReplyText, ReplyOneOf, ReplyFlag, ReplyList } from './reply-field.js';
import { ViewPosition } from './reply.js';

export class RegisterEquipmentBody {
  @CodeField() code: string;
  @PatternField(/^[a-z][a-z0-9-]{1,39}$/) capability: string;
}

export class EquipmentLine {
  @ReplyId() readonly id: string;
  @ReplyText() readonly code: string;
  @ReplyText() readonly capability: string;
  @ReplyOneOf(EQUIPMENT_STATUSES) readonly status: EquipmentStatus;
  @ReplyId({ optional: true, description: 'The batch that occupies it' }) readonly batch?: string;
  @ReplyFlag({ description: 'Its adapter sent something a moment ago' }) readonly connected: boolean;
}

export class EquipmentReply extends ViewPosition {
  @ReplyList(() => EquipmentLine) readonly equipment: readonly EquipmentLine[];
}
