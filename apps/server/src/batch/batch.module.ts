import { Module } from '@nestjs/common';
import { PersonModule } from '../person/person.module.js';
import { RecipeContentModule } from '../recipe/recipe-content.module.js';
import { SignatureModule } from '../signature/signature.module.js';
import { BatchStatesModule } from './batch-states.module.js';
import { BatchCommandController } from './batch-command.controller.js';
import { BatchController } from './batch.controller.js';
import { BatchService } from './batch.service.js';
import { BatchView } from './batch.view.js';
import { FactsReader } from './facts-reader.js';
import { RecordView } from './record.view.js';
import { RecordIntegrity } from './record-integrity.js';
import { StaleView } from './stale-view.js';

@Module({
  imports: [BatchStatesModule, PersonModule, SignatureModule, RecipeContentModule],
  controllers: [BatchController, BatchCommandController],
  providers: [BatchService, BatchView, RecordView, RecordIntegrity, FactsReader, StaleView],
  exports: [BatchService, BatchStatesModule],
})
export class BatchModule {}
