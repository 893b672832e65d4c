import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { SignatureGuard } from './signature.guard.js';

@Module({ imports: [PeopleModule], providers: [SignatureGuard], exports: [SignatureGuard] })
export class SignatureModule {}
