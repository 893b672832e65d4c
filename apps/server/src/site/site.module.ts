import { Module } from '@nestjs/common';
import { SimulatedClockScheduler } from './simulated-clock-scheduler.js';
import { ClockService } from './clock.service.js';
import { SiteController } from './site.controller.js';

@Module({
  controllers: [SiteController],
  providers: [SimulatedClockScheduler, ClockService],
  exports: [ClockService],
})
export class SiteModule {}
