import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import { AllowAnyone } from '../http/access-rule.js';
import { ServerReadiness, type ReadinessCode } from './readiness.js';

const UNAVAILABLE = 503;

/** For the supervisor and the proxy: whether this process lives, and whether it may be sent requests. */
@Controller()
export class HealthController {
  constructor(@Inject(ServerReadiness) private readonly readiness: ServerReadiness) {}

  @Get('livez')
  @AllowAnyone()
  live(): Readonly<{ live: true }> {
    return { live: true };
  }

  @Get('readyz')
  @AllowAnyone()
  async ready(
    @Res({ passthrough: true }) response: Response,
  ): Promise<Readonly<{ ready: boolean; reasons: readonly ReadinessCode[] }>> {
    const reasons = await this.readiness.reasons();
    response.setHeader('cache-control', 'no-store');
    if (reasons.length > 0) response.status(UNAVAILABLE);
    return { ready: reasons.length === 0, reasons };
  }
}
