import { Module } from '@nestjs/common';
import { RegisterModule } from '../register/register.module.js';
import { TherapyController } from './therapy.controller.js';
import { TherapyService } from './therapy.service.js';

@Module({ imports: [RegisterModule], controllers: [TherapyController], providers: [TherapyService] })
export class TherapyModule {}
