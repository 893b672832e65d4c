import { Inject, Injectable } from '@nestjs/common';
import type { Recipe } from '@autolog/domain/recipe/recipe';
import { Records } from '../record/records.js';

const CONTENTS_MAX = 50;

/** Recipes by their hash. Content under a hash never changes, so what was read once is kept. */
@Injectable()
export class RecipeContents {
  readonly #cache = new Map<string, Recipe>();

  constructor(@Inject(Records) private readonly records: Records) {}

  async byHash(hash: string): Promise<Recipe> {
    const known = this.#cache.get(hash);
    if (known) return known;
    const bytes = await this.records.content.get(hash);
    if (!bytes) throw new Error(`the content of recipe ${hash} is missing`);
    const recipe = JSON.parse(new TextDecoder().decode(bytes)) as Recipe;
    this.#cache.set(hash, recipe);
    if (this.#cache.size > CONTENTS_MAX) {
      const oldest = this.#cache.keys().next();
      if (!oldest.done) this.#cache.delete(oldest.value);
    }
    return recipe;
  }
}
