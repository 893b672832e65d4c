import type { Instant, PersonId } from './brand.js';

/** What the log adds to an event when it is appended. */
export type Stamp = Readonly<{ at: Instant; person?: PersonId; name?: string; seq: number }>;

export type Recorded<E> = Readonly<{ event: E; stamp: Stamp }>;
