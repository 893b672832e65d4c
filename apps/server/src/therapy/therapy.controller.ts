import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { CommandReply } from '@autolog/contract/reply';
import { TherapiesReply } from '@autolog/contract/therapy';
import { OrderTherapyBody } from '@autolog/contract/therapy';
import { Allow } from '../http/access-rule.js';
import { Replies } from '../http/replies.js';
import { FromPerson, type PersonCommand } from '../http/caller.js';
import { TherapyService } from './therapy.service.js';

@Controller('api/therapies')
export class TherapyController {
  constructor(@Inject(TherapyService) private readonly therapies: TherapyService) {}

  @Get()
  @Replies(TherapiesReply)
  @Allow('batch.read')
  list(): Promise<TherapiesReply> {
    return this.therapies.list();
  }

  @Post()
  @Replies(CommandReply, 201)
  @Allow('therapy.order')
  order(@Body() body: OrderTherapyBody, @FromPerson() incoming: PersonCommand): Promise<CommandReply> {
    return this.therapies.order(incoming, body, incoming.by);
  }
}
