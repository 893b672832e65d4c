import type { RecipeEvent } from '@autolog/domain/recipe/event';
import { personIdOf, type ProjectedEvent, type ProjectionDatabase } from './projected-event.js';

/** Recipes by their newest event; the title is read from the stored content, which the hash fixes. */
export async function applyRecipe(
  database: ProjectionDatabase,
  id: string,
  events: readonly ProjectedEvent<RecipeEvent>[],
): Promise<void> {
  for (const { event, seq, actor } of events) {
    switch (event.type) {
      case 'RecipeImported':
        await database.query(
          `insert into recipe (id, code, version, status, hash, title, steps, authors, seq)
           select $1, $2, $3, 'draft', $4, convert_from(bytes, 'UTF8')::jsonb -> 'title', $5, $6, $7
             from content where digest = $4`,
          [id, event.code, event.version, event.hash, event.steps, [personIdOf(actor)].filter(Boolean), seq],
        );
        break;
      case 'RecipeSubmitted':
        await database.query(`update recipe set status = 'in_review', seq = $2 where id = $1`, [id, seq]);
        break;
      case 'RecipeApproved':
        await database.query(`update recipe set status = 'effective', approval = $2, seq = $3 where id = $1`, [
          id,
          JSON.stringify(event.signature),
          seq,
        ]);
        break;
      case 'RecipeSuperseded':
        await database.query(`update recipe set status = 'superseded', seq = $2 where id = $1`, [id, seq]);
        break;
    }
  }
}
