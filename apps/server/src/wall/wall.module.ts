import { Module } from '@nestjs/common';
import { RecipeContentModule } from '../recipe/recipe-content.module.js';
import { WallController } from './wall.controller.js';
import { WallView } from './wall.view.js';

@Module({ imports: [RecipeContentModule], controllers: [WallController], providers: [WallView] })
export class WallModule {}
