import type { PipeTransform } from '@nestjs/common';
import { UUID } from '@autolog/domain/brand';
import { refusal } from '@autolog/domain/refusal';
import { RefusalError } from './refusal-error.js';

/** What a recipe may call a step, and the record an exception. */
export const NAME_PATTERN = /^[\w-]{1,80}$/;

const matching = (pattern: RegExp, what: string): PipeTransform<string, string> => ({
  transform(text) {
    if (!pattern.test(text)) throw new RefusalError(refusal('BAD_REQUEST', { what }));
    return text;
  },
});

/** An id in an address. Lower case only: streams are found by text, rows by value, and the two must never differ. */
export const UUID_PARAMETER = matching(UUID, 'the address needs a UUID in lower case');
/** A name in an address: a refusal quotes it for ever, so nothing else may pass for one. */
export const NAME_PARAMETER = matching(NAME_PATTERN, 'the address has a name that no step or exception can have');

/** For commands that say everything by their address (S28). */
export function requireNoFields(body: unknown): void {
  const empty = body === undefined || (typeof body === 'object' && body !== null && Object.keys(body).length === 0);
  if (!empty) throw new RefusalError(refusal('BAD_REQUEST', { what: 'this command takes no fields' }));
}
