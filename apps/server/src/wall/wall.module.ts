import { Module } from '@nestjs/common';
import { RecipeContentModule } from '../recipe/recipe-content.module.js';
import { SiteOverviewController } from './wall.controller.js';
import { SiteOverviewView } from './wall.view.js';

@Module({ imports: [RecipeContentModule], controllers: [SiteOverviewController], providers: [SiteOverviewView] })
export class SiteOverviewModule {}
