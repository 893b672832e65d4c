import { UUID } from '@autolog/domain/brand';
import { MACHINE_KINDS, type MachineKind } from '@autolog/domain/device/machine-kind';
import { EQUIPMENT_STATUSES, type EquipmentStatus } from '@autolog/domain/equipment/equipment-fact';
import { PASSWORD_MAX } from '@autolog/domain/input-limits';
import { LOT_DECISIONS, LOT_STATUSES, type LotDecision, type LotStatus } from '@autolog/domain/material/event';
import { ROLES, type Role } from '@autolog/domain/role';
import { ROOM_STATUSES, type RoomStatus } from '@autolog/domain/room/room-fact';
import { COI_PATTERN, ORDER_NUMBER_PATTERN } from '@autolog/domain/therapy/code';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, Matches } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import { ViewPosition } from './batch.js';
import { InstantField, TextField, OneOfField, PatternField } from './field.js';
import { ReplyFlag, ReplyId, ReplyInstant, ReplyList, ReplyOneOf, ReplyOneOfList, ReplyText } from './reply-field.js';

const DEVICES_PER_TOKEN_MAX = 50;
const CODE = /^[A-Z0-9][A-Z0-9-]{1,39}$/;

export class OrderTherapyBody {
  @PatternField(COI_PATTERN, { description: 'Chain-of-identity code; no patient data' }) coi: string;
  @PatternField(ORDER_NUMBER_PATTERN, { description: 'Order number' }) orderNumber: string;
}
export class RegisterRoomBody {
  @PatternField(CODE) code: string;
}
export class RegisterEquipmentBody {
  @PatternField(CODE) code: string;
  @PatternField(/^[a-z][a-z0-9-]{1,39}$/) capability: string;
}
export class RegisterLotBody {
  @PatternField(CODE) material: string;
  @PatternField(/^[A-Z0-9][A-Z0-9-]{1,19}$/) lotNumber: string;
  @InstantField() expiresAt: string;
}
export class LotStatusBody {
  @OneOfField(LOT_DECISIONS) status: LotDecision;
}
export class RegisterPersonBody {
  @PatternField(/^[a-z][a-z0-9.-]{1,63}$/) userName: string;
  @TextField({ max: 120 }) name: string;
  @ApiProperty({ enum: ROLES, isArray: true })
  @IsArray()
  @ArrayMinSize(1)
  @IsIn([...ROLES], { each: true })
  roles: Role[];
  @TextField({ max: PASSWORD_MAX, min: 15, description: 'Local accounts: at least 15 characters' }) password: string;
}
export class PersonRolesBody {
  @ApiProperty({ enum: ROLES, isArray: true }) @IsArray() @IsIn([...ROLES], { each: true }) roles: Role[];
}
export class MintTokenBody {
  @TextField({ max: 60 }) name: string;
  @OneOfField(MACHINE_KINDS, { description: 'An archive fetches copies of records' }) part: MachineKind;
  @ApiProperty({ type: String, format: 'uuid', isArray: true })
  @IsArray()
  @ArrayMaxSize(DEVICES_PER_TOKEN_MAX)
  @Matches(UUID, { each: true, message: 'each device is a UUID in lower case' })
  devices: string[];
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

export class RoomLine {
  @ReplyId() readonly id: string;
  @ReplyText() readonly code: string;
  @ReplyOneOf(ROOM_STATUSES) readonly status: RoomStatus;
  @ReplyId({ optional: true, description: 'The batch that occupies it' }) readonly batch?: string;
}
export class RoomsReply extends ViewPosition {
  @ReplyList(() => RoomLine) readonly rooms: readonly RoomLine[];
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

export class PersonLine {
  @ReplyId() readonly id: string;
  @ReplyText() readonly name: string;
  @ReplyText() readonly userName: string;
  @ReplyOneOfList(ROLES) readonly roles: readonly Role[];
}
export class PeopleReply extends ViewPosition {
  @ReplyList(() => PersonLine) readonly people: readonly PersonLine[];
}

export class TokenReply {
  @ReplyText({ description: 'Shown once; the server keeps its hash' }) readonly token: string;
}
