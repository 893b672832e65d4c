import { UUID } from '@autolog/domain/brand';
import { MACHINE_KINDS, type MachineKind } from '@autolog/domain/device/machine-kind';
import { ApiProperty } from '@nestjs/swagger';
import { IsArray, ArrayMaxSize, Matches } from 'class-validator';
import { TextField, OneOfField } from './field.js';
import { ReplyText } from './reply-field.js';

const DEVICES_PER_TOKEN_MAX = 50;

export class MintTokenBody {
  @TextField({ max: 60 }) name: string;
  @OneOfField(MACHINE_KINDS, { description: 'An archive fetches copies of records' }) part: MachineKind;
  @ApiProperty({ type: String, format: 'uuid', isArray: true })
  @IsArray()
  @ArrayMaxSize(DEVICES_PER_TOKEN_MAX)
  @Matches(UUID, { each: true, message: 'each device is a UUID in lower case' })
  devices: string[];
}

export class TokenReply {
  @ReplyText({ description: 'Shown once; the server keeps its hash' }) readonly token: string;
}
