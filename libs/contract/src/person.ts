import { PASSWORD_MAX } from '@autolog/domain/input-limits';
import { ROLES, type Role } from '@autolog/domain/role';
import { ApiProperty } from '@nestjs/swagger';
import { IsArray, ArrayMinSize, IsIn } from 'class-validator';
import { PatternField, TextField } from './field.js';
import { ReplyId, ReplyText, ReplyOneOfList, ReplyList } from './reply-field.js';
import { ViewPosition } from './reply.js';

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

export class PersonLine {
  @ReplyId() readonly id: string;
  @ReplyText() readonly name: string;
  @ReplyText() readonly userName: string;
  @ReplyOneOfList(ROLES) readonly roles: readonly Role[];
}

export class PeopleReply extends ViewPosition {
  @ReplyList(() => PersonLine) readonly people: readonly PersonLine[];
}
