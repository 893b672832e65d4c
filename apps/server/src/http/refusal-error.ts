import type { Refusal } from '@autolog/domain/refusal';

/** A refusal on its way out through Nest; thrown at the HTTP border only, never inside a transaction. */
export class RefusalError extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.refused);
  }
}
