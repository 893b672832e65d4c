import { Module } from '@nestjs/common';
import { TherapyController } from './therapy.controller.js';
import { TherapyService } from './therapy.service.js';

@Module({ controllers: [TherapyController], providers: [TherapyService] })
export class TherapyModule {}
