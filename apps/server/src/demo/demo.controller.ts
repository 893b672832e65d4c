import { Controller, Get, Inject } from '@nestjs/common';
import { DemoReply } from '@autolog/contract/demo';
import { AllowAnyone } from '../http/access-rule.js';
import { Replies } from '../http/replies.js';
import { DemoService } from './demo.service.js';

@Controller('api/demo')
export class DemoController {
  constructor(@Inject(DemoService) private readonly demo: DemoService) {}

  @Get()
  @Replies(DemoReply)
  @AllowAnyone()
  read(): Promise<DemoReply> {
    return this.demo.read();
  }
}
