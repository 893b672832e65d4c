import { Controller, Inject } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/reply';
import type { RecipeId } from '@autolog/domain/brand';
import type { CommandEntry } from '../command/command-entry.js';
import { CommandRoutes } from '../command/command-routes.js';
import type { PathParameters } from '../command/path-pattern.js';
import type { PersonCommand } from '../http/caller.js';
import { FreeTexts } from '../record/free-texts.js';
import { RECIPE_COMMANDS, type RecipeCommandRequest } from './command-table.js';
import { RecipeService } from './recipe.service.js';

/** The routes of every command in the table. */
@Controller()
@CommandRoutes(RECIPE_COMMANDS)
export class RecipeCommandController {
  constructor(
    @Inject(RecipeService) private readonly recipes: RecipeService,
    @Inject(FreeTexts) private readonly freeTexts: FreeTexts,
  ) {}

  async execute(
    entry: CommandEntry<RecipeCommandRequest>,
    incoming: PersonCommand,
    parameters: PathParameters,
  ): Promise<CommandReply> {
    const freeText = (text: string) => this.freeTexts.encode(incoming.path, text);
    const request = await entry.read(incoming.body, parameters, freeText);
    const recipe = parameters['recipe'] as RecipeId;
    if (request.type === 'SubmitRecipe') return this.recipes.submit(incoming, recipe, incoming.by);
    return this.recipes.approve(incoming, recipe, request.signature, entry);
  }
}
