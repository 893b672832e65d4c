import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/batch';
import { RegisterRoomBody, type RoomsReply } from '@autolog/contract/register';
import type { PersonBy } from '@autolog/domain/by';
import { Allow } from '../http/access-rule.js';
import { Incoming, CurrentPerson, type IncomingCommand } from '../http/caller.js';
import { RoomService } from './room.service.js';

@Controller('api/rooms')
export class RoomController {
  constructor(@Inject(RoomService) private readonly rooms: RoomService) {}

  @Get()
  @Allow('batch.read')
  list(): Promise<RoomsReply> {
    return this.rooms.list();
  }

  @Post()
  @Allow('room.register')
  register(
    @Body() body: RegisterRoomBody,
    @Incoming() incoming: IncomingCommand,
    @CurrentPerson() by: PersonBy,
  ): Promise<CommandReply> {
    return this.rooms.register(incoming, body.code, by);
  }
}
