import { Controller, Get, Inject } from '@nestjs/common';
import type { WallReply } from '@autolog/contract/wall';
import { Allow } from '../http/allow.js';
import { WallView } from './wall.view.js';

@Controller('api/wall')
export class WallController {
  constructor(@Inject(WallView) private readonly wall: WallView) {}

  @Get()
  @Allow('batch.read')
  read(): Promise<WallReply> {
    return this.wall.read();
  }
}
