import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { CommandReply } from '@autolog/contract/reply';
import { EquipmentReply } from '@autolog/contract/equipment';
import { RegisterEquipmentBody } from '@autolog/contract/equipment';
import { Allow } from '../http/access-rule.js';
import { Replies } from '../http/replies.js';
import { FromPerson, type PersonCommand } from '../http/caller.js';
import { EquipmentService } from './equipment.service.js';

@Controller('api/equipment')
export class EquipmentController {
  constructor(@Inject(EquipmentService) private readonly equipment: EquipmentService) {}

  @Get()
  @Replies(EquipmentReply)
  @Allow('batch.read')
  list(): Promise<EquipmentReply> {
    return this.equipment.list();
  }

  @Post()
  @Replies(CommandReply, 201)
  @Allow('equipment.register')
  register(@Body() body: RegisterEquipmentBody, @FromPerson() incoming: PersonCommand): Promise<CommandReply> {
    return this.equipment.register(incoming, body, incoming.by);
  }
}
