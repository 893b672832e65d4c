import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Open } from '../http/allow.js';
import { Readiness, type ReadinessCode } from './readiness.js';

const UNAVAILABLE = 503;

/** For the supervisor and the proxy: whether this process lives, and whether it may be sent requests. */
@Controller()
export class HealthController {
  constructor(@Inject(Readiness) private readonly readiness: Readiness) {}

  @Get('livez')
  @Open()
  live(): Readonly<{ live: true }> {
    return { live: true };
  }

  @Get('readyz')
  @Open()
  async ready(
    @Res({ passthrough: true }) response: Response,
  ): Promise<Readonly<{ ready: boolean; reasons: readonly ReadinessCode[] }>> {
    const reasons = await this.readiness.reasons();
    response.setHeader('cache-control', 'no-store');
    if (reasons.length > 0) response.status(UNAVAILABLE);
    return { ready: reasons.length === 0, reasons };
  }
}
