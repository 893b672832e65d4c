import { Inject, Injectable } from '@nestjs/common';
import type { RecipeLine, RecipeReply, RecipesReply } from '@autolog/contract/recipe';
import type { RecipeId } from '@autolog/domain/brand';
import { refusal } from '@autolog/domain/refusal';
import type { Language } from '@autolog/domain/text';
import { streamOf } from '@autolog/domain/stream/stream';
import { PersonNames } from '@autolog/store/person-names';
import { RecipeStore, type RecipeRow } from '@autolog/store/recipe';
import { RefusalError } from '../http/refusal-error.js';
import { RecipeContents } from './recipe-contents.js';

export const RECIPE_WORD = { en: 'recipe', nl: 'recept' } as const;

@Injectable()
export class RecipeView {
  constructor(
    @Inject(RecipeStore) private readonly recipes: RecipeStore,
    @Inject(PersonNames) private readonly names: PersonNames,
    @Inject(RecipeContents) private readonly contents: RecipeContents,
  ) {}

  /** By code; of one code the newest version first. */
  async list(): Promise<RecipesReply> {
    const rows = await this.recipes.list();
    return { stream: 'recipe', asOf: rows[0]?.asOf ?? 0, recipes: await this.#lines(rows) };
  }

  async one(recipe: RecipeId, language: Language): Promise<RecipeReply> {
    const row = await this.recipes.find(recipe);
    const [line] = await this.#lines(row ? [row] : []);
    if (!row || !line) throw new RefusalError(refusal('NOT_FOUND', { what: RECIPE_WORD[language] }));
    const content = await this.contents.byHash(row.hash);
    return { stream: streamOf('recipe', row.id), asOf: row.seq, ...line, content };
  }

  async #lines(rows: readonly RecipeRow[]): Promise<readonly RecipeLine[]> {
    await this.names.load(rows.flatMap((row) => row.authors.map(personActorOf)));
    return rows.map(({ id, code, version, title, status, hash, steps, authors, approval }) => ({
      id,
      code,
      version,
      title,
      status,
      hash,
      steps,
      authors: authors.map((author) => this.names.nameOf(personActorOf(author)) ?? author),
      ...(approval && { approval }),
    }));
  }
}

const personActorOf = (person: string): string => streamOf('person', person);
