import { Inject, Injectable } from '@nestjs/common';
import type { RecipeId } from '@autolog/domain/brand';
import { evolveRecipe, type RecipeRecord } from '@autolog/domain/recipe/evolve';
import { idOf } from '@autolog/domain/stream/stream';
import { Log } from '@autolog/store/log';
import { StreamStates } from '@autolog/store/stream-states';

/** Recipes with their status and signatures, evolved from their events. */
@Injectable()
export class RecipeStates extends StreamStates<'recipe', RecipeRecord> {
  constructor(@Inject(Log) log: Log) {
    super(log, (state, stream, recorded) => evolveRecipe(state, idOf(stream) as RecipeId, recorded));
  }
}
