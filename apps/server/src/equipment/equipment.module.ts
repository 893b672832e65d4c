import { Module } from '@nestjs/common';
import { RegisterModule } from '../register/register.module.js';
import { EquipmentController } from './equipment.controller.js';
import { EquipmentService } from './equipment.service.js';

@Module({ imports: [RegisterModule], controllers: [EquipmentController], providers: [EquipmentService] })
export class EquipmentModule {}
