import { Module } from '@nestjs/common';
import { BatchModule } from '../batch/batch.module.js';
import { Sweeper } from './sweeper.js';
import { TimerService } from './timer.service.js';
import { TimerQueue } from './timer-queue.js';

@Module({ imports: [BatchModule], providers: [TimerService, Sweeper, TimerQueue] })
export class TimerModule {}
