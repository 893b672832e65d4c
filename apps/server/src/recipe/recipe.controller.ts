import { Body, Controller, Get, HttpCode, Inject, Ip, Param, Post } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/batch';
import { ApproveRecipeBody, ImportRecipeBody, type RecipeReply, type RecipesReply } from '@autolog/contract/recipe';
import type { PersonBy } from '@autolog/domain/by';
import type { RecipeId } from '@autolog/domain/brand';
import { Allow } from '../http/allow.js';
import { Command, Person, type Arrived } from '../http/caller.js';
import { ID, NOTHING } from '../http/address.js';
import { RecipeService } from './recipe.service.js';
import { RecipeView } from './recipe.view.js';

const RecipeParam = () => Param('recipe', ID);

@Controller('api/recipes')
export class RecipeController {
  constructor(
    @Inject(RecipeService) private readonly recipes: RecipeService,
    @Inject(RecipeView) private readonly view: RecipeView,
  ) {}

  @Get()
  @Allow('recipe.read')
  list(): Promise<RecipesReply> {
    return this.view.list();
  }

  @Get(':recipe')
  @Allow('recipe.read')
  one(@RecipeParam() recipe: RecipeId, @Person() by: PersonBy): Promise<RecipeReply> {
    return this.view.one(recipe, by.language);
  }

  @Post()
  @Allow('recipe.author')
  import(@Body() body: ImportRecipeBody, @Command() arrived: Arrived, @Person() by: PersonBy): Promise<CommandReply> {
    return this.recipes.import(arrived, body.yaml, by);
  }

  @Post(':recipe/submit')
  @HttpCode(200)
  @Allow('recipe.author')
  submit(
    @RecipeParam() recipe: RecipeId,
    @Body(NOTHING) _: unknown,
    @Command() arrived: Arrived,
    @Person() by: PersonBy,
  ): Promise<CommandReply> {
    return this.recipes.submit(arrived, recipe, by);
  }

  @Post(':recipe/approve')
  @HttpCode(200)
  @Allow('recipe.approve')
  approve(
    @RecipeParam() recipe: RecipeId,
    @Body() body: ApproveRecipeBody,
    @Command() arrived: Arrived,
    @Person() by: PersonBy,
    @Ip() address: string,
  ): Promise<CommandReply> {
    return this.recipes.approve(arrived, recipe, body.signature, by, address);
  }
}
