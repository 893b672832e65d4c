import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiServiceUnavailableResponse } from '@nestjs/swagger';
import { LivenessReply, ReadinessReply } from '@autolog/contract/health';
import type { Response } from 'express';
import { AllowAnyone } from '../http/access-rule.js';
import { Replies } from '../http/replies.js';
import { ServerReadiness } from './readiness.js';

const UNAVAILABLE = 503;

/** For the supervisor and the proxy: whether this process lives, and whether it may be sent requests. */
@Controller()
export class HealthController {
  constructor(@Inject(ServerReadiness) private readonly readiness: ServerReadiness) {}

  @Get('livez')
  @Replies(LivenessReply)
  @AllowAnyone()
  live(): LivenessReply {
    return { live: true };
  }

  @Get('readyz')
  @Replies(ReadinessReply)
  @ApiServiceUnavailableResponse({ type: ReadinessReply, description: 'Not ready, and why' })
  @AllowAnyone()
  async ready(@Res({ passthrough: true }) response: Response): Promise<ReadinessReply> {
    const reasons = await this.readiness.reasons();
    response.setHeader('cache-control', 'no-store');
    if (reasons.length > 0) response.status(UNAVAILABLE);
    return { ready: reasons.length === 0, reasons };
  }
}
