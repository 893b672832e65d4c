import { Module } from '@nestjs/common';
import { RecipeContents } from './recipe-contents.js';

@Module({ providers: [RecipeContents], exports: [RecipeContents] })
export class RecipeContentModule {}
