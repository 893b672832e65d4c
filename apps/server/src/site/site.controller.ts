import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/batch';
import { ClockBody, type ClockReply, type DoorReply, type SiteReply } from '@autolog/contract/session';
import type { PersonBy } from '@autolog/domain/by';
import { refusal } from '@autolog/domain/refusal';
import { Allow, AllowPersonOrMachine, Open } from '../http/allow.js';
import { Command, Person, type Arrived } from '../http/caller.js';
import { Refused } from '../http/refused.js';
import { ClockService } from './clock.service.js';
import { DoorService } from './door.service.js';
import { Records } from '../record/record.js';

@Controller('api')
export class SiteController {
  constructor(
    @Inject(Records) private readonly records: Records,
    @Inject(ClockService) private readonly clock: ClockService,
    @Inject(DoorService) private readonly doors: DoorService,
  ) {}

  @Get('door')
  @Open()
  door(): Promise<DoorReply> {
    return this.doors.read();
  }

  @Get('site')
  @Allow('session.own')
  async site(): Promise<SiteReply> {
    const { site, software } = this.records;
    return { name: site.name, zone: site.zone, profile: site.profile, software, clock: await this.clock.read() };
  }

  @Get('site/clock')
  @AllowPersonOrMachine('session.own')
  readClock(): Promise<ClockReply> {
    return this.clock.read();
  }

  @Post('site/clock')
  @HttpCode(200)
  @Allow('session.own')
  setClock(@Body() body: ClockBody, @Command() arrived: Arrived, @Person() by: PersonBy): Promise<CommandReply> {
    if (body.rate !== 'next' && (body.until ?? body.pace) !== undefined) {
      throw new Refused(refusal('BAD_REQUEST', { what: 'until and pace belong to the rate "next"' }));
    }
    return this.clock.set(arrived, body, by);
  }
}
