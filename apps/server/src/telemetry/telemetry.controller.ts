import { Body, Controller, Inject, Post } from '@nestjs/common';
import { UploadBody, UploadReply } from '@autolog/contract/telemetry';
import { AllowMachine } from '../http/access-rule.js';
import { Replies } from '../http/replies.js';
import { CurrentMachine, type AuthenticatedMachine } from '../http/caller.js';
import { TelemetryService } from './telemetry.service.js';

@Controller('api/telemetry')
export class TelemetryController {
  constructor(@Inject(TelemetryService) private readonly telemetry: TelemetryService) {}

  /** No Idempotency-Key: (adapter, epoch, seq) is the key of an upload. */
  @Post('uploads')
  @Replies(UploadReply)
  @AllowMachine('device-adapter')
  upload(@Body() body: UploadBody, @CurrentMachine() machine: AuthenticatedMachine): Promise<UploadReply> {
    return this.telemetry.store(body, machine);
  }
}
