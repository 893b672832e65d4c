import type { Instant } from '@autolog/domain/brand';

/** An event as a projection sees it, at append and at rebuild alike. */
export type ProjectedEvent<Event> = Readonly<{ seq: number; at: Instant; actor: string; event: Event }>;

/** The open transaction: a projection sends statements to it and reads nothing but its events. */
export type ProjectionDatabase = Readonly<{
  query: (sql: string, parameters: readonly unknown[]) => Promise<unknown>;
}>;

const ACTOR_PERSON = /^person\//;
export const personIdOf = (actor: string): string | undefined =>
  ACTOR_PERSON.test(actor) ? actor.slice('person/'.length) : undefined;
