import { Body, Controller, Get, HttpCode, Inject, Ip, Param, Post } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/batch';
import { ApproveRecipeBody, ImportRecipeBody, type RecipeReply, type RecipesReply } from '@autolog/contract/recipe';
import type { PersonBy } from '@autolog/domain/by';
import type { RecipeId } from '@autolog/domain/brand';
import { Allow } from '../http/access-rule.js';
import { Incoming, CurrentPerson, type IncomingCommand } from '../http/caller.js';
import { UUID_PARAMETER, EMPTY_BODY } from '../http/request-pipes.js';
import { RecipeService } from './recipe.service.js';
import { RecipeView } from './recipe.view.js';

const RecipeParam = () => Param('recipe', UUID_PARAMETER);

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
  one(@RecipeParam() recipe: RecipeId, @CurrentPerson() by: PersonBy): Promise<RecipeReply> {
    return this.view.one(recipe, by.language);
  }

  @Post()
  @Allow('recipe.author')
  import(
    @Body() body: ImportRecipeBody,
    @Incoming() incoming: IncomingCommand,
    @CurrentPerson() by: PersonBy,
  ): Promise<CommandReply> {
    return this.recipes.import(incoming, body.yaml, by);
  }

  @Post(':recipe/submit')
  @HttpCode(200)
  @Allow('recipe.author')
  submit(
    @RecipeParam() recipe: RecipeId,
    @Body(EMPTY_BODY) _: unknown,
    @Incoming() incoming: IncomingCommand,
    @CurrentPerson() by: PersonBy,
  ): Promise<CommandReply> {
    return this.recipes.submit(incoming, recipe, by);
  }

  @Post(':recipe/approve')
  @HttpCode(200)
  @Allow('recipe.approve')
  approve(
    @RecipeParam() recipe: RecipeId,
    @Body() body: ApproveRecipeBody,
    @Incoming() incoming: IncomingCommand,
    @CurrentPerson() by: PersonBy,
    @Ip() address: string,
  ): Promise<CommandReply> {
    return this.recipes.approve(incoming, recipe, body.signature, by, address);
  }
}
