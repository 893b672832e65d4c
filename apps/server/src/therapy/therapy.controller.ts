import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/batch';
import { OrderTherapyBody, type TherapiesReply } from '@autolog/contract/register';
import { Allow } from '../http/access-rule.js';
import { FromPerson, type PersonCommand } from '../http/caller.js';
import { TherapyService } from './therapy.service.js';

@Controller('api/therapies')
export class TherapyController {
  constructor(@Inject(TherapyService) private readonly therapies: TherapyService) {}

  @Get()
  @Allow('batch.read')
  list(): Promise<TherapiesReply> {
    return this.therapies.list();
  }

  @Post()
  @Allow('therapy.order')
  order(@Body() body: OrderTherapyBody, @FromPerson() incoming: PersonCommand): Promise<CommandReply> {
    return this.therapies.order(incoming, body, incoming.by);
  }
}
