import { Module } from '@nestjs/common';
import { DemoController } from './demo.controller.js';
import { DemoService } from './demo.service.js';

/** Loaded in the demo profile only: elsewhere no route tells of people or passwords. */
@Module({ controllers: [DemoController], providers: [DemoService] })
export class DemoModule {}
