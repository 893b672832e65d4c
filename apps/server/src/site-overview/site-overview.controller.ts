import { Controller, Get, Inject } from '@nestjs/common';
import { SiteOverviewReply } from '@autolog/contract/site-overview';
import { Allow } from '../http/access-rule.js';
import { Replies } from '../http/replies.js';
import { SiteOverviewView } from './site-overview.view.js';

@Controller('api/wall')
export class SiteOverviewController {
  constructor(@Inject(SiteOverviewView) private readonly overview: SiteOverviewView) {}

  @Get()
  @Replies(SiteOverviewReply)
  @Allow('batch.read')
  read(): Promise<SiteOverviewReply> {
    return this.overview.read();
  }
}
