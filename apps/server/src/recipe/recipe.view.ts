import { Inject, Injectable } from '@nestjs/common';
import type { RecipeLine, RecipeReply, RecipesReply } from '@autolog/contract/recipe';
import type { RecipeId } from '@autolog/domain/brand';
import type { RecipeStatus } from '@autolog/domain/recipe/event';
import { refusal } from '@autolog/domain/refusal';
import type { Signature } from '@autolog/domain/signature';
import type { Language, Text } from '@autolog/domain/text';
import { streamOf } from '@autolog/domain/stream/stream';
import { RefusalError } from '../http/refusal-error.js';
import { Records } from '../record/records.js';
import { RecipeContents } from './recipe-contents.js';

type RecipeRow = {
  id: RecipeId;
  code: string;
  version: string;
  title: Text;
  status: RecipeStatus;
  hash: string;
  steps: number;
  authors: string[];
  approval: Signature | null;
  seq: number;
  asOf: number;
};

const RECIPES_MAX = 1_000;
const RECIPES = `select id, code, version, title, status, hash, steps, authors, approval, seq,
    (sum(seq) over ())::int as "asOf" from recipe`;
export const RECIPE_WORD = { en: 'recipe', nl: 'recept' } as const;

@Injectable()
export class RecipeView {
  constructor(
    @Inject(Records) private readonly records: Records,
    @Inject(RecipeContents) private readonly contents: RecipeContents,
  ) {}

  /** By code; of one code the newest version first. */
  async list(): Promise<RecipesReply> {
    const rows = await this.records.database.query<RecipeRow>(
      `${RECIPES} order by code, version desc limit ${String(RECIPES_MAX)}`,
    );
    return { stream: 'recipe', asOf: rows[0]?.asOf ?? 0, recipes: await this.#lines(rows) };
  }

  async one(recipe: RecipeId, language: Language): Promise<RecipeReply> {
    const rows = await this.records.database.query<RecipeRow>(`${RECIPES} where id = $1`, [recipe]);
    const [row] = rows;
    const [line] = await this.#lines(rows);
    if (!row || !line) throw new RefusalError(refusal('NOT_FOUND', { what: RECIPE_WORD[language] }));
    const content = await this.contents.byHash(row.hash);
    return { stream: streamOf('recipe', row.id), asOf: row.seq, ...line, content };
  }

  async #lines(rows: readonly RecipeRow[]): Promise<readonly RecipeLine[]> {
    const { personNames: names } = this.records;
    await names.load(rows.flatMap((row) => row.authors.map(personActorOf)));
    return rows.map(({ id, code, version, title, status, hash, steps, authors, approval }) => ({
      id,
      code,
      version,
      title,
      status,
      hash,
      steps,
      authors: authors.map((author) => names.nameOf(personActorOf(author)) ?? author),
      ...(approval && { approval }),
    }));
  }
}

const personActorOf = (person: string): string => `person/${person}`;
