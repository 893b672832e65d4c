/** A string of one kind: an id of one thing does not compile where the id of another is asked for. */
type Brand<Name extends string> = string & { readonly __brand: Name };

/** As PostgreSQL writes them. */
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export type PersonId = Brand<'PersonId'>;
export type BatchId = Brand<'BatchId'>;
export type RecipeId = Brand<'RecipeId'>;
export type TherapyId = Brand<'TherapyId'>;
export type LotId = Brand<'LotId'>;
export type EquipmentId = Brand<'EquipmentId'>;
export type RoomId = Brand<'RoomId'>;
export type TerminalId = Brand<'TerminalId'>;
export type CommandId = Brand<'CommandId'>;
/** Made by the signature guard alone (test/repository), after both components were proven. */
export type SignatureId = Brand<'SignatureId'>;
/** SHA-256 in lower-case hex, 64 characters. */
export type Digest = Brand<'Digest'>;
/** ISO 8601 in UTC, cut to milliseconds: 2026-11-22T21:30:00.123Z. Sorts as text. */
export type Instant = Brand<'Instant'>;
