import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { CommandReply } from '@autolog/contract/reply';
import { ClockBody } from '@autolog/contract/site';
import { LandingPageReply } from '@autolog/contract/site';
import { SiteReply } from '@autolog/contract/site';
import { ClockReply } from '@autolog/contract/site';
import { refusal } from '@autolog/domain/refusal';
import { Allow, AllowPersonOrAnyMachine, AllowAnyone } from '../http/access-rule.js';
import { Replies } from '../http/replies.js';
import { FromPerson, type PersonCommand } from '../http/caller.js';
import { RefusalError } from '../http/refusal-error.js';
import { ClockService } from './clock.service.js';
import { Installation } from '../record/installation.js';

@Controller('api')
export class SiteController {
  constructor(
    @Inject(Installation) private readonly installation: Installation,
    @Inject(ClockService) private readonly clock: ClockService,
  ) {}

  @Get('door')
  @Replies(LandingPageReply)
  @AllowAnyone()
  landingPage(): LandingPageReply {
    const { name, profile } = this.installation.site;
    return { site: name, profile };
  }

  @Get('site')
  @Replies(SiteReply)
  @Allow('session.own')
  async site(): Promise<SiteReply> {
    const { site, software } = this.installation;
    return { name: site.name, zone: site.zone, profile: site.profile, software, clock: await this.clock.read() };
  }

  @Get('site/clock')
  @Replies(ClockReply)
  @AllowPersonOrAnyMachine('session.own')
  readClock(): Promise<ClockReply> {
    return this.clock.read();
  }

  @Post('site/clock')
  @Replies(CommandReply)
  @Allow('session.own')
  setClock(@Body() body: ClockBody, @FromPerson() incoming: PersonCommand): Promise<CommandReply> {
    if (body.rate !== 'next' && (body.until ?? body.pace) !== undefined) {
      throw new RefusalError(refusal('BAD_REQUEST', { what: 'until and pace belong to the rate "next"' }));
    }
    return this.clock.set(incoming, body, incoming.by);
  }
}
