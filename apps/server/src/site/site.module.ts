import { Module } from '@nestjs/common';
import { ClockKeeper } from './clock-keeper.js';
import { ClockService } from './clock.service.js';
import { DoorService } from './door.service.js';
import { SiteController } from './site.controller.js';

@Module({ controllers: [SiteController], providers: [ClockKeeper, ClockService, DoorService], exports: [ClockService] })
export class SiteModule {}
