import { UUID } from '@autolog/domain/brand';
import { PASSWORD_MAX } from '@autolog/domain/input-limits';
import type { Role } from '@autolog/domain/role';
import { ROLES } from '@autolog/domain/role';
import { COI_PATTERN, ORDER_NUMBER_PATTERN } from '@autolog/domain/therapy/code';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, Matches } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import type { ViewPosition } from './batch.js';
import { InstantField, TextField, OneOfField, PatternField } from './field.js';

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
  @OneOfField(['released', 'rejected']) status: 'released' | 'rejected';
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
  @OneOfField(['device-adapter', 'simulator', 'archive'], { description: 'An archive fetches copies of records' })
  part: 'device-adapter' | 'simulator' | 'archive';
  @ApiProperty({ type: String, format: 'uuid', isArray: true })
  @IsArray()
  @ArrayMaxSize(DEVICES_PER_TOKEN_MAX)
  @Matches(UUID, { each: true, message: 'each device is a UUID in lower case' })
  devices: string[];
}

export type TherapyLine = Readonly<{ id: string; coi: string; orderNumber: string; batch?: string; orderedAt: string }>;
export type TherapiesReply = ViewPosition & Readonly<{ therapies: readonly TherapyLine[] }>;
export type RoomLine = Readonly<{ id: string; code: string; status: 'clean' | 'out_of_service'; batch?: string }>;
export type RoomsReply = ViewPosition & Readonly<{ rooms: readonly RoomLine[] }>;
export type EquipmentLine = Readonly<{
  id: string;
  code: string;
  capability: string;
  status: 'available' | 'out_of_service';
  batch?: string;
  /** Newest reading of each signal, when the device is connected. */
  connected: boolean;
}>;
export type EquipmentReply = ViewPosition & Readonly<{ equipment: readonly EquipmentLine[] }>;
export type LotLine = Readonly<{
  id: string;
  material: string;
  lotNumber: string;
  status: 'quarantine' | 'released' | 'rejected' | 'consumed';
  expiresAt: string;
}>;
export type LotsReply = ViewPosition & Readonly<{ lots: readonly LotLine[] }>;
export type PersonLine = Readonly<{ id: string; name: string; userName: string; roles: readonly Role[] }>;
export type PeopleReply = ViewPosition & Readonly<{ people: readonly PersonLine[] }>;
/** Shown once; the server keeps its hash. */
export type TokenReply = Readonly<{ token: string }>;
