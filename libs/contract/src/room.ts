import { ROOM_STATUSES, type RoomStatus } from '@autolog/domain/room/room-fact';
import { CodeField } from './field.js';
import { ReplyId, ReplyText, ReplyOneOf, ReplyList } from './reply-field.js';
import { ViewPosition } from './reply.js';

export class RegisterRoomBody {
  @CodeField() code: string;
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
