import { Module } from '@nestjs/common';
import { BatchModule } from '../batch/batch.module.js';
import { RecipeModule } from '../recipe/recipe.module.js';
import { SignatureChallengeController } from './signature-challenge.controller.js';
import { SignatureModule } from '../signature/signature.module.js';

@Module({ imports: [BatchModule, RecipeModule, SignatureModule], controllers: [SignatureChallengeController] })
export class SignatureChallengeModule {}
