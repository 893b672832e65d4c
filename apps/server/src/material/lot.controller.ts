import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { CommandReply } from '@autolog/contract/reply';
import { LotsReply } from '@autolog/contract/lot';
import { LotStatusBody } from '@autolog/contract/lot';
import { RegisterLotBody } from '@autolog/contract/lot';
import type { LotId } from '@autolog/domain/brand';
import { Allow } from '../http/access-rule.js';
import { Replies } from '../http/replies.js';
import { FromPerson, type PersonCommand } from '../http/caller.js';
import { UUID_PARAMETER } from '../http/request-pipes.js';
import { LotService } from './lot.service.js';

@Controller('api/lots')
export class LotController {
  constructor(@Inject(LotService) private readonly lots: LotService) {}

  @Get()
  @Replies(LotsReply)
  @Allow('batch.read')
  list(): Promise<LotsReply> {
    return this.lots.list();
  }

  @Post()
  @Replies(CommandReply, 201)
  @Allow('material.register')
  register(@Body() body: RegisterLotBody, @FromPerson() incoming: PersonCommand): Promise<CommandReply> {
    return this.lots.register(incoming, body, incoming.by);
  }

  @Post(':lot/status')
  @Replies(CommandReply)
  @Allow('material.release')
  changeStatus(
    @Param('lot', UUID_PARAMETER) lot: LotId,
    @Body() body: LotStatusBody,
    @FromPerson() incoming: PersonCommand,
  ): Promise<CommandReply> {
    return this.lots.changeStatus(incoming, lot, body.status, incoming.by);
  }
}
