import { Module } from '@nestjs/common';
import { PersonModule } from '../person/person.module.js';
import { RecipeContentModule } from '../recipe/recipe-content.module.js';
import { SignatureModule } from '../signature/signature.module.js';
import { BatchController } from './batch.controller.js';
import { BatchService } from './batch.service.js';
import { BatchView } from './batch.view.js';
import { FactsReader } from './facts-reader.js';
import { RecordView } from './record.view.js';
import { RecordIntegrity } from './record-integrity.js';

@Module({
  imports: [PersonModule, SignatureModule, RecipeContentModule],
  controllers: [BatchController],
  providers: [BatchService, BatchView, RecordView, RecordIntegrity, FactsReader],
  exports: [BatchService, BatchView],
})
export class BatchModule {}
