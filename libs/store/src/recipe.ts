import type { Digest, RecipeId } from '@autolog/domain/brand';
import type { RecipeStatus } from '@autolog/domain/recipe/event';
import type { Signature } from '@autolog/domain/signature';
import type { Text } from '@autolog/domain/text';
import type { Database } from './database.js';

const RECIPES_MAX = 1_000;

export type RecipeRow = Readonly<{
  id: RecipeId;
  code: string;
  version: string;
  title: Text;
  status: RecipeStatus;
  hash: Digest;
  steps: number;
  authors: readonly string[];
  approval: Signature | null;
  seq: number;
}>;

const RECIPE_COLUMNS = 'id, code, version, title, status, hash, steps, authors, approval, seq';

export class RecipeStore {
  constructor(private readonly database: Database) {}

  /** By code; of one code the newest version first. */
  list(): Promise<(RecipeRow & Readonly<{ asOf: number }>)[]> {
    return this.database.query<RecipeRow & Readonly<{ asOf: number }>>(
      `select ${RECIPE_COLUMNS}, (sum(seq) over ())::int as "asOf"
         from recipe order by code, version desc limit ${String(RECIPES_MAX)}`,
    );
  }

  async find(id: RecipeId): Promise<RecipeRow | undefined> {
    const [row] = await this.database.query<RecipeRow>(`select ${RECIPE_COLUMNS} from recipe where id = $1`, [id]);
    return row;
  }

  async hasVersion(code: string, version: string): Promise<boolean> {
    const sql = 'select from recipe where code = $1 and version = $2';
    return (await this.database.query(sql, [code, version])).length > 0;
  }

  /** Every version of the recipe of which this is one, itself included. */
  versionsOf(id: RecipeId): Promise<RecipeId[]> {
    return this.#ids('select id from recipe where code = (select code from recipe where id = $1)', [id]);
  }

  /** The versions in use now that are not this one. */
  otherEffectiveVersions(code: string, id: RecipeId): Promise<RecipeId[]> {
    return this.#ids(`select id from recipe where code = $1 and status = 'effective' and id <> $2 order by id`, [
      code,
      id,
    ]);
  }

  async #ids(sql: string, parameters: readonly unknown[]): Promise<RecipeId[]> {
    return (await this.database.query<{ id: RecipeId }>(sql, parameters)).map(({ id }) => id);
  }
}
