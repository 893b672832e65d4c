import { Module } from '@nestjs/common';
import { RegisterModule } from '../register/register.module.js';
import { RoomController } from './room.controller.js';
import { RoomService } from './room.service.js';

@Module({ imports: [RegisterModule], controllers: [RoomController], providers: [RoomService] })
export class RoomModule {}
