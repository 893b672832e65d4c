import { Module } from '@nestjs/common';
import { LotController } from './lot.controller.js';
import { LotService } from './lot.service.js';

@Module({ controllers: [LotController], providers: [LotService] })
export class MaterialModule {}
