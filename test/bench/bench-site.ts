import { randomUUID } from 'node:crypto';
import type { Digest, Instant, PersonId, RecipeId, SignatureId } from '@autolog/domain/brand';
import type { PersonBy } from '@autolog/domain/by';
import type { Signature } from '@autolog/domain/signature';
import { canonicalBytes } from '@autolog/ledger/canonical';
import { ContentStore, encodeFreeText } from '@autolog/store/content';
import type { Database } from '@autolog/store/database';
import { streamOf, type AnyEvent } from '@autolog/domain/stream/stream';
import type { Log } from '@autolog/store/log';
import { BENCH_RECIPE, STEPS } from './bench-recipe.ts';

const EVENTS_AT_ONCE = 500;
const INSTALLATION = { kind: 'system', part: 'installation' } as const;

/** What every large batch is made with: somebody who did it all, a recipe in use, and the text of every reason. */
export type BenchSite = Readonly<{ by: PersonBy; recipe: RecipeId; recipeHash: Digest; reason: Digest }>;
export type Store = Readonly<{ database: Database; log: Log }>;

/** Appends in the installation's own name, or somebody's; `at` for what lies in the past. */
export async function appendAll(
  store: Store,
  stream: string,
  events: readonly AnyEvent[],
  { by, at }: Readonly<{ by?: PersonBy; at?: Instant | undefined }> = {},
): Promise<void> {
  for (let from = 0; from < events.length; from += EVENTS_AT_ONCE) {
    await store.database.transaction(async () => {
      await store.log.createStream(stream);
      const after = (await store.log.lock([stream])).get(stream) ?? 0;
      const now = at ?? (await store.log.now());
      const some = events.slice(from, from + EVENTS_AT_ONCE);
      await store.log.append([{ stream, after, events: some }], { by: by ?? INSTALLATION, now });
    });
  }
}

export async function createBenchSite(store: Store): Promise<BenchSite> {
  const person = randomUUID() as PersonId;
  const by: PersonBy = {
    kind: 'person',
    person,
    name: 'Bench',
    userName: 'bench',
    roles: ['technician'],
    language: 'en',
  };
  await appendAll(store, streamOf('person', person), [
    { type: 'PersonRegistered', v: 1, userName: 'bench', name: 'Bench', roles: ['technician'], language: 'en' },
  ]);
  const content = new ContentStore(store.database);
  const [recipeHash, reason] = await store.database.transaction(async () => [
    await content.put(canonicalBytes(BENCH_RECIPE), 'application/json'),
    await content.put(encodeFreeText('Counted again: the first sample had clotted.', 'bench'), 'text/autolog'),
  ]);
  const recipe = randomUUID() as RecipeId;
  await appendAll(store, streamOf('recipe', recipe), [
    { type: 'RecipeImported', v: 1, code: 'BENCH', version: '1', hash: recipeHash, yaml: recipeHash, steps: STEPS },
    { type: 'RecipeSubmitted', v: 1 },
    { type: 'RecipeApproved', v: 1, hash: recipeHash, signature: signatureOf(by, recipeHash) },
  ]);
  return { by, recipe, recipeHash, reason };
}

export function signatureOf(by: PersonBy, content: Digest): Signature {
  const { person, name, userName } = by;
  const at = '2026-01-01T00:00:00.000Z' as Instant;
  const who = { id: randomUUID() as SignatureId, person, name, userName, role: 'quality_officer' } as const;
  return { ...who, meaning: 'assessed', at, content, language: 'en', method: 'password' };
}
