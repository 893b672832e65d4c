import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Recipe } from '@autolog/domain/recipe/recipe';
import { ContentStore } from '@autolog/store/content';

const CONTENTS_MAX = 50;

/** Recipes by their hash. Content under a hash never changes, so what was read once is kept. */
@Injectable()
export class RecipeContents {
  readonly #cache = new LRUCache<string, Recipe>({ max: CONTENTS_MAX });

  constructor(@Inject(ContentStore) private readonly content: ContentStore) {}

  async byHash(hash: string): Promise<Recipe> {
    const known = this.#cache.get(hash);
    if (known) return known;
    const bytes = await this.content.get(hash);
    if (!bytes) throw new Error(`the content of recipe ${hash} is missing`);
    const recipe = JSON.parse(new TextDecoder().decode(bytes)) as Recipe;
    this.#cache.set(hash, recipe);
    return recipe;
  }
}
