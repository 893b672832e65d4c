import { Module } from '@nestjs/common';
import { BatchModule } from '../batch/batch.module.js';
import { TelemetryController } from './telemetry.controller.js';
import { TelemetryService } from './telemetry.service.js';

@Module({ imports: [BatchModule], controllers: [TelemetryController], providers: [TelemetryService] })
export class TelemetryModule {}
