import { Controller, Get, Inject } from '@nestjs/common';
import type { SiteOverviewReply } from '@autolog/contract/site-overview';
import { Allow } from '../http/access-rule.js';
import { SiteOverviewView } from './site-overview.view.js';

@Controller('api/wall')
export class SiteOverviewController {
  constructor(@Inject(SiteOverviewView) private readonly overview: SiteOverviewView) {}

  @Get()
  @Allow('batch.read')
  read(): Promise<SiteOverviewReply> {
    return this.overview.read();
  }
}
