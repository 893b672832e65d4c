import { Module } from '@nestjs/common';
import { BatchModule } from '../batch/batch.module.js';
import { ExportController } from './export.controller.js';
import { ExportService } from './export.service.js';

@Module({ imports: [BatchModule], controllers: [ExportController], providers: [ExportService] })
export class BundleModule {}
