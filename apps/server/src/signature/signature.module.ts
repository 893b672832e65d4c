import { Module } from '@nestjs/common';
import { PersonModule } from '../people/people.module.js';
import { SignatureService } from './signature.guard.js';

@Module({ imports: [PersonModule], providers: [SignatureService], exports: [SignatureService] })
export class SignatureModule {}
