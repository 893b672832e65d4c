import { Controller, Get, Inject } from '@nestjs/common';
import type { SiteOverviewReply } from '@autolog/contract/wall';
import { Allow } from '../http/allow.js';
import { SiteOverviewView } from './wall.view.js';

@Controller('api/wall')
export class SiteOverviewController {
  constructor(@Inject(SiteOverviewView) private readonly overview: SiteOverviewView) {}

  @Get()
  @Allow('batch.read')
  read(): Promise<SiteOverviewReply> {
    return this.overview.read();
  }
}
