import { Module } from '@nestjs/common';
import { BatchModule } from '../batch/batch.module.js';
import { EventProver } from './event-prover.js';
import { ExportController } from './export.controller.js';
import { ExportService } from './export.service.js';

@Module({ imports: [BatchModule], controllers: [ExportController], providers: [ExportService, EventProver] })
export class BundleModule {}
