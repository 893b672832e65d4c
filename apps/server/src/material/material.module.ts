import { Module } from '@nestjs/common';
import { RegisterModule } from '../register/register.module.js';
import { LotController } from './lot.controller.js';
import { LotService } from './lot.service.js';

@Module({ imports: [RegisterModule], controllers: [LotController], providers: [LotService] })
export class MaterialModule {}
