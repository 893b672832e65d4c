import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiQuery } from '@nestjs/swagger';
import type { Response } from 'express';
import { refusal } from '@autolog/domain/refusal';
import { Allow } from '../http/access-rule.js';
import type { RequestWithCaller } from '../http/caller.js';
import { RefusalError } from '../http/refusal-error.js';
import { LiveService } from './live.service.js';

const INDEX = /^\d{1,15}$/;

@Controller('live')
export class LiveController {
  constructor(@Inject(LiveService) private readonly live: LiveService) {}

  @Get()
  @ApiProduces('text/event-stream')
  @ApiQuery({ name: 'after', required: false, type: String, description: 'Leaf index of the last notice seen' })
  @ApiOkResponse({ description: 'Notices, as libs/contract/src/live.ts has them', schema: { type: 'string' } })
  @Allow('session.own')
  async open(
    @Req() request: RequestWithCaller,
    @Res() response: Response,
    @Query('after') asked?: string,
  ): Promise<void> {
    const after = asked ?? request.header('last-event-id');
    if (after !== undefined && !INDEX.test(after)) {
      throw new RefusalError(refusal('BAD_REQUEST', { what: '`after` is a position of the log' }));
    }
    if (request.caller?.kind !== 'person') throw new Error('a live stream without a person');
    response.set({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    response.flushHeaders();
    response.write('retry: 500\n\n');
    await this.live.open(response, request.caller.session, after === undefined ? undefined : Number(after));
  }
}
