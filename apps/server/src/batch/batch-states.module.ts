import { Module } from '@nestjs/common';
import { BatchStates } from './batch-states.js';

@Module({ providers: [BatchStates], exports: [BatchStates] })
export class BatchStatesModule {}
