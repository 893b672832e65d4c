import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { CommandReply } from '@autolog/contract/reply';
import { ImportRecipeBody, RecipeReply, RecipesReply } from '@autolog/contract/recipe';
import type { PersonBy } from '@autolog/domain/by';
import type { RecipeId } from '@autolog/domain/brand';
import { Allow } from '../http/access-rule.js';
import { Replies } from '../http/replies.js';
import { CurrentPerson, FromPerson, type PersonCommand } from '../http/caller.js';
import { UUID_PARAMETER } from '../http/request-pipes.js';
import { RecipeService } from './recipe.service.js';
import { RecipeView } from './recipe.view.js';

const RecipeParam = () => Param('recipe', UUID_PARAMETER);

/** What is read of recipes, and importing one; every other command is in RECIPE_COMMANDS. */
@Controller('api/recipes')
export class RecipeController {
  constructor(
    @Inject(RecipeService) private readonly recipes: RecipeService,
    @Inject(RecipeView) private readonly view: RecipeView,
  ) {}

  @Get()
  @Replies(RecipesReply)
  @Allow('recipe.read')
  list(): Promise<RecipesReply> {
    return this.view.list();
  }

  @Get(':recipe')
  @Replies(RecipeReply)
  @Allow('recipe.read')
  one(@RecipeParam() recipe: RecipeId, @CurrentPerson() by: PersonBy): Promise<RecipeReply> {
    return this.view.one(recipe, by.language);
  }

  @Post()
  @Replies(CommandReply, 201)
  @Allow('recipe.author')
  import(@Body() body: ImportRecipeBody, @FromPerson() incoming: PersonCommand): Promise<CommandReply> {
    return this.recipes.import(incoming, body.yaml, incoming.by);
  }
}
