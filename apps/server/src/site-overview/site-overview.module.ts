import { Module } from '@nestjs/common';
import { BatchStatesModule } from '../batch/batch-states.module.js';
import { RecipeContentModule } from '../recipe/recipe-content.module.js';
import { SiteOverviewController } from './site-overview.controller.js';
import { SiteOverviewView } from './site-overview.view.js';

@Module({
  imports: [BatchStatesModule, RecipeContentModule],
  controllers: [SiteOverviewController],
  providers: [SiteOverviewView],
})
export class SiteOverviewModule {}
