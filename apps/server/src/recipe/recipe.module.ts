import { Module } from '@nestjs/common';
import { SignatureModule } from '../signature/signature.module.js';
import { RecipeContentModule } from './recipe-content.module.js';
import { RecipeStates } from './recipe-states.js';
import { RecipeController } from './recipe.controller.js';
import { RecipeService } from './recipe.service.js';
import { RecipeView } from './recipe.view.js';

@Module({
  imports: [RecipeContentModule, SignatureModule],
  controllers: [RecipeController],
  providers: [RecipeService, RecipeView, RecipeStates],
  exports: [RecipeService],
})
export class RecipeModule {}
