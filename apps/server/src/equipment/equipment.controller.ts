import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/batch';
import { RegisterEquipmentBody, type EquipmentReply } from '@autolog/contract/register';
import { Allow } from '../http/access-rule.js';
import { FromPerson, type PersonCommand } from '../http/caller.js';
import { EquipmentService } from './equipment.service.js';

@Controller('api/equipment')
export class EquipmentController {
  constructor(@Inject(EquipmentService) private readonly equipment: EquipmentService) {}

  @Get()
  @Allow('batch.read')
  list(): Promise<EquipmentReply> {
    return this.equipment.list();
  }

  @Post()
  @Allow('equipment.register')
  register(@Body() body: RegisterEquipmentBody, @FromPerson() incoming: PersonCommand): Promise<CommandReply> {
    return this.equipment.register(incoming, body, incoming.by);
  }
}
