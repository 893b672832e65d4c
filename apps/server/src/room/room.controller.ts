import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { CommandReply } from '@autolog/contract/reply';
import { RoomsReply } from '@autolog/contract/room';
import { RegisterRoomBody } from '@autolog/contract/room';
import { Allow } from '../http/access-rule.js';
import { Replies } from '../http/replies.js';
import { FromPerson, type PersonCommand } from '../http/caller.js';
import { RoomService } from './room.service.js';

@Controller('api/rooms')
export class RoomController {
  constructor(@Inject(RoomService) private readonly rooms: RoomService) {}

  @Get()
  @Replies(RoomsReply)
  @Allow('batch.read')
  list(): Promise<RoomsReply> {
    return this.rooms.list();
  }

  @Post()
  @Replies(CommandReply, 201)
  @Allow('room.register')
  register(@Body() body: RegisterRoomBody, @FromPerson() incoming: PersonCommand): Promise<CommandReply> {
    return this.rooms.register(incoming, body.code, incoming.by);
  }
}
