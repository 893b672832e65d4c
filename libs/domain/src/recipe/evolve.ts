import type { Digest, PersonId, RecipeId } from '../brand.js';
import type { Recorded } from '../event.js';
import type { Signature } from '../signature.js';
import type { RecipeEvent, RecipeStatus } from './event.js';

/** A version of a master batch record on its way from draft to use. */
export type RecipeRecord = Readonly<{
  id: RecipeId;
  seq: number;
  status: RecipeStatus;
  code: string;
  version: string;
  hash: Digest;
  yaml: Digest;
  steps: number;
  /** Everybody who wrote it; none of them may approve. */
  authors: readonly Readonly<{ person: PersonId; name: string }>[];
  approval?: Signature;
}>;

/** The state after one more event. Throws when the log is corrupt. */
export function evolveRecipe(
  state: RecipeRecord | undefined,
  id: RecipeId,
  { event, stamp }: Recorded<RecipeEvent>,
): RecipeRecord {
  const author = stamp.person && { person: stamp.person, name: stamp.name ?? '' };
  if (event.type === 'RecipeImported') {
    if (state) throw new Error(`recipe ${id} is imported twice: the log is corrupt`);
    const { code, version, hash, yaml, steps } = event;
    const authors = author ? [author] : [];
    return { id, seq: stamp.seq, status: 'draft', code, version, hash, yaml, steps, authors };
  }
  if (!state) throw new Error(`${event.type} precedes RecipeImported in recipe ${id}: the log is corrupt`);
  const seq = stamp.seq;
  switch (event.type) {
    case 'RecipeSubmitted': {
      const known = !author || state.authors.some(({ person }) => person === author.person);
      return { ...state, seq, status: 'in_review', authors: known ? state.authors : [...state.authors, author] };
    }
    case 'RecipeApproved':
      return { ...state, seq, status: 'effective', approval: event.signature };
    case 'RecipeSuperseded':
      return { ...state, seq, status: 'superseded' };
    default:
      throw new Error(`unknown event ${JSON.stringify(event satisfies never)}: this version cannot read this log`);
  }
}
