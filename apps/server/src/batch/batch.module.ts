import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { RecipeContentModule } from '../recipe/recipe-content.module.js';
import { SignatureModule } from '../signature/signature.module.js';
import { BatchController } from './batch.controller.js';
import { BatchService } from './batch.service.js';
import { BatchView } from './batch.view.js';
import { FactsReader } from './facts.js';
import { RecordView } from './record.view.js';
import { WholeRecord } from './whole-record.js';

@Module({
  imports: [PeopleModule, SignatureModule, RecipeContentModule],
  controllers: [BatchController],
  providers: [BatchService, BatchView, RecordView, WholeRecord, FactsReader],
  exports: [BatchService, BatchView],
})
export class BatchModule {}
