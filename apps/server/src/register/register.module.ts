import { Module } from '@nestjs/common';
import { EntryRegistration } from './entry-registration.js';

@Module({ providers: [EntryRegistration], exports: [EntryRegistration] })
export class RegisterModule {}
