import type { CommandId, Instant } from '@autolog/domain/brand';
import type { AnyEvent, EventOf, StreamCategory, StreamName } from '@autolog/domain/stream/stream';

/** An event as it goes into the log: its envelope, its canonical text and its leaf hash. */
export type AppendedEvent = Readonly<{
  stream: StreamName;
  seq: number;
  type: string;
  v: number;
  payload: Readonly<Record<string, unknown>>;
  actor: string;
  role?: string;
  terminal?: string;
  room?: string;
  at: Instant;
  zone: string;
  command?: CommandId;
  software: string;
  event: AnyEvent;
  canonical: string;
  leafHash: Uint8Array;
}>;

/** What a projection sees of an event, at append and at rebuild alike. */
export type ProjectedEvent<N extends StreamCategory> = Readonly<{
  seq: number;
  at: Instant;
  actor: string;
  event: EventOf[N];
}>;

const ACTOR_PERSON = /^person\//;
export const personIdOf = (actor: string): string | undefined =>
  ACTOR_PERSON.test(actor) ? actor.slice('person/'.length) : undefined;
