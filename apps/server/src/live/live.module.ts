import { Module } from '@nestjs/common';
import { PersonModule } from '../person/person.module.js';
import { LiveController } from './live.controller.js';
import { LiveService } from './live.service.js';

@Module({ imports: [PersonModule], controllers: [LiveController], providers: [LiveService], exports: [LiveService] })
export class LiveModule {}
