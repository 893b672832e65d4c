import type { ExceptionLine } from '@autolog/contract/batch';
import { GAP_REASONS, type GapReason } from '@autolog/domain/device/gap-reason';

/** Why a lot that was scanned could not be used. */
export const LOT_REFUSAL_CODES = ['WRONG_LOT', 'LOT_NOT_RELEASED', 'LOT_EXPIRED', 'LOT_IN_USE_EXPIRED'] as const;

export const isOneOf = <Word extends string>(words: readonly Word[], word: string): word is Word =>
  (words as readonly string[]).includes(word);
export const isGapReason = (reason: string): reason is GapReason => isOneOf(GAP_REASONS, reason);

const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** A sentence with its instants in site time. */
export const formatInstantsIn = (text: string, formatInstant: (at: string) => string): string =>
  text.replace(INSTANT, formatInstant);

/** The detail of an exception, unless it only repeats the title of its step. */
export const distinctDetail = ({ deviation: { detail }, step }: ExceptionLine): string | undefined =>
  detail === undefined || (step !== undefined && Object.values(step.title).includes(detail)) ? undefined : detail;
