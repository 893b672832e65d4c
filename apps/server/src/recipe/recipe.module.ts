import { Module } from '@nestjs/common';
import { SignatureModule } from '../signature/signature.module.js';
import { RecipeContentModule } from './recipe-content.module.js';
import { RecipeStates } from './recipe-states.js';
import { RecipeCommandController } from './recipe-command.controller.js';
import { RecipeController } from './recipe.controller.js';
import { RecipeService } from './recipe.service.js';
import { RecipeView } from './recipe.view.js';

@Module({
  imports: [RecipeContentModule, SignatureModule],
  controllers: [RecipeController, RecipeCommandController],
  providers: [RecipeService, RecipeView, RecipeStates],
  exports: [RecipeService],
})
export class RecipeModule {}
