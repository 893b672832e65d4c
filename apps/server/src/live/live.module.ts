import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { LiveController } from './live.controller.js';
import { LiveService } from './live.service.js';

@Module({ imports: [PeopleModule], controllers: [LiveController], providers: [LiveService], exports: [LiveService] })
export class LiveModule {}
