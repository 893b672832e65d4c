import { Module } from '@nestjs/common';
import { PersonModule } from '../person/person.module.js';
import { SignatureService } from './signature.service.js';

@Module({ imports: [PersonModule], providers: [SignatureService], exports: [SignatureService] })
export class SignatureModule {}
