import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/batch';
import { LotStatusBody, RegisterLotBody, type LotsReply } from '@autolog/contract/register';
import type { LotId } from '@autolog/domain/brand';
import type { PersonBy } from '@autolog/domain/by';
import { Allow } from '../http/allow.js';
import { Command, Person, type Arrived } from '../http/caller.js';
import { ID } from '../http/address.js';
import { LotService } from './lot.service.js';

@Controller('api/lots')
export class LotController {
  constructor(@Inject(LotService) private readonly lots: LotService) {}

  @Get()
  @Allow('batch.read')
  list(): Promise<LotsReply> {
    return this.lots.list();
  }

  @Post()
  @Allow('material.register')
  register(@Body() body: RegisterLotBody, @Command() arrived: Arrived, @Person() by: PersonBy): Promise<CommandReply> {
    return this.lots.register(arrived, body, by);
  }

  @Post(':lot/status')
  @HttpCode(200)
  @Allow('material.release')
  judge(
    @Param('lot', ID) lot: LotId,
    @Body() body: LotStatusBody,
    @Command() arrived: Arrived,
    @Person() by: PersonBy,
  ): Promise<CommandReply> {
    return this.lots.judge(arrived, lot, body.status, by);
  }
}
